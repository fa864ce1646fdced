"""Voices that read a list aloud: recorded here, taken along as one file."""
