"""PDF documents: one document a file, one section a file, drawn straight on the page."""
