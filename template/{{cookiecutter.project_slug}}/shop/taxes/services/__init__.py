"""What can be done with taxes: the only writers."""
