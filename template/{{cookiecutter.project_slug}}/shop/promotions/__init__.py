"""Promotions: what is taken off a cart, when, why, and how often."""
