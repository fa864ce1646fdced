"""Pupils who come, change class or leave in the middle of a year, written down by hand."""
