"""OneRoster and School Data Sync: a folder or zip of tables."""
