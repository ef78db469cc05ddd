"""What can be done with promotions: the only writers."""
