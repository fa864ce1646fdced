"""What could help a pupil, in which order, and why something is left out."""
