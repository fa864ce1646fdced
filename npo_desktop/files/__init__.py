"""What a file said, before it is compared with the store: frozen rows."""
