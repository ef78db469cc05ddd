"""What can be done with warehouses: the only writers."""
