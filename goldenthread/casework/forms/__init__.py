"""Forms of this room: those made from a declared type, and those of every case."""
