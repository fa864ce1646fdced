"""The school's own questionnaires: brought in, looked at, tried out."""
