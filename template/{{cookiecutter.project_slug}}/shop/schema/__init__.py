"""Changing the tables of a shop while it sells."""
