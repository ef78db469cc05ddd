"""What can be done with stock: the only writers."""
