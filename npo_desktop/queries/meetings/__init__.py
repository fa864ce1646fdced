"""Who is talked about in the support team, what was said of it, and who does what."""
