"""Every read of this room, by subject."""
