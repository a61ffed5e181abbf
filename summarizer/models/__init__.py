"""What turns text into numbers, or points into prose."""
