"""What the page of one list is made of."""
