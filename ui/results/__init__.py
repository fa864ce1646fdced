"""Test results of a group, in a grid that behaves like a spreadsheet."""
