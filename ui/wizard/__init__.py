"""The first time: from nothing to a school that is ready for its first scan, one step a file."""
