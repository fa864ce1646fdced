"""Finished data in, file out: no session, no query."""
