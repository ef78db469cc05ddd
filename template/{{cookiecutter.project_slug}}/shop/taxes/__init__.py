"""Taxes: which rate holds for what, where and when, and what follows for a price."""
