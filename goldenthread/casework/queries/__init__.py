"""Every read of this room. Each takes the person and gives only what they may see."""
