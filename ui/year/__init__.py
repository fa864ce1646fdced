"""To the next school year."""
