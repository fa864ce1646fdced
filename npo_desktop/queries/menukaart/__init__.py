"""The school's own cards, laid over the catalogue that ships."""
