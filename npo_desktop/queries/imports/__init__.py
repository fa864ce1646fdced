"""Files of others compared with the store, taken over in one go, and taken back."""
