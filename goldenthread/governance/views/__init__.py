"""Pages of meetings and of what is owed, by subject."""
