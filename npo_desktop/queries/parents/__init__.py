"""Talks with parents: prepared, held and agreed; and evenings of them."""
