"""Backups, the bin, how long things are kept, and who may open the store."""
