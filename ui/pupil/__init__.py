"""One pupil's page: profile, cards, tests, words and timeline."""
