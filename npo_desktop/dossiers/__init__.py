"""One pupil, one round: answers scored, changes judged, needs named. Pure."""
