"""Who is talked about, and the meeting of the support team."""
