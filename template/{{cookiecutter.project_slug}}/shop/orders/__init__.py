"""What was sold, to whom, and what became of it."""
