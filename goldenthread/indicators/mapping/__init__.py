"""Places as pages: what an area is, its map, and what is counted in its small areas."""
