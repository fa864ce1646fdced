"""A questionnaire as an Excel form (XLSForm), and an empty one."""
