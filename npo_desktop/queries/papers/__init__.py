"""What stands on paper and in a school's own forms, read in one go."""
