"""Support groups with people, times and rooms: the board as it stands, and the solver."""
