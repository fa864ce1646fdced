"""Questionnaires to fill in on paper."""
