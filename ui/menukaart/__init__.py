"""The school's own menukaart: its cards, and what is known of them."""
