"""What can be done with events and their deliveries. These are the only writers."""
