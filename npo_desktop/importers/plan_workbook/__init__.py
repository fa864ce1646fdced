"""The plan workbook back from Excel: status, sessions given and review dates."""
