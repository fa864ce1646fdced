"""Plans: their form, their list, and looking back on them."""
