"""Test results and attendance, from lists and from UWLR."""
