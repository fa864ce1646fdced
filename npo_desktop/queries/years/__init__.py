"""Rounds planned ahead, days without school, and from one school year to the next."""
