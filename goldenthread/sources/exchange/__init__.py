"""The prescribed quarterly exchange: what authorities disclose, and what came (DX-01 to 07)."""
