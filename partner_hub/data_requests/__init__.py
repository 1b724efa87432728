"""What is held about one person: given out as a copy, or erased; with a record of each that says what and why."""
