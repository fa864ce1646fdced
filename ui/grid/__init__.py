"""What the page of a whole class is made of."""
