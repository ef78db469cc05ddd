"""Carts over HTTP."""
