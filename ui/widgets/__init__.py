"""Small widgets, one a file; they know nothing of the store."""
