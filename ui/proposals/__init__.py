"""Approaches for one pupil: ranked, explained, chosen."""
