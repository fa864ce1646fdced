"""The one encrypted database file, its keys and its schema."""
