"""Excel forms (XLSForm): one message for each row that is left out. Source: EXCHANGE.md, 5."""
