"""Lists given and filled in: at a screen, at the desk, on paper, by a whole class, from a file."""
