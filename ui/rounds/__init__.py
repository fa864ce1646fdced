"""Rounds: planned, changed, and how far they are."""
