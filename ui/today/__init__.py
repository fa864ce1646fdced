"""The cards of the start page."""
