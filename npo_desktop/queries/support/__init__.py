"""Support groups, and the hours, moments, rooms and money that they take."""
