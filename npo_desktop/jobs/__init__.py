"""Load, render, write: what the window and the command both do."""
