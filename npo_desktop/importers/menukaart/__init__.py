"""The school's menukaart out of a spreadsheet."""
