"""Workbooks: one workbook a file, one sheet a file."""
