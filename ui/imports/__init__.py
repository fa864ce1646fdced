"""Files of others: chosen, looked at, put right, and only then read in."""
