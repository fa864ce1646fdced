"""A school's own questionnaire: its document, its conditions, and what a linter says of it."""
