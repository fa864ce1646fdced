"""Paper lists: printed, and typed in."""
