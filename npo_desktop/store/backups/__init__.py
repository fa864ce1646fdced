"""A copy that proves itself: made, kept, brought back; and what can still be read without one."""
