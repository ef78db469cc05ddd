"""What can be done with carts."""
