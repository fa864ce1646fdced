"""Proposals in words, for the window and for paper alike. Pure."""
