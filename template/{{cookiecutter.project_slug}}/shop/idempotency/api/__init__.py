"""Requests that happen once, over HTTP."""
