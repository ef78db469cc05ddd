"""What a variant costs: for whom, where, when, and how many at once."""
