"""Pages of groups, organisations, liaison officers, agreements and people who sign in."""
