"""Pages of plans, what stands in them, and the registers beside them."""
