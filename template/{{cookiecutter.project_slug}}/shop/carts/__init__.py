"""Carts: what somebody wants, and what it costs now."""
