"""What can be done with prices: the only writers, each from a row that it holds."""
