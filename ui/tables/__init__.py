"""Lists of records: one model, one view, one delegate."""
