"""Talks with parents and evenings of them: before, during, after."""
