"""Areas to compare with, and the verdict against each, in words."""
