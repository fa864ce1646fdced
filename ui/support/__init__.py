"""The board of support groups."""
