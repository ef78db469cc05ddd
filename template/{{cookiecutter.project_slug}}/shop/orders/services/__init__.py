"""What can be done with orders. These are the only writers."""
