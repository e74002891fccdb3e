"""The pages of this room, thin."""
