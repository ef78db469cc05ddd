"""Stripe, as far as a shop needs it: the version of the API is 2026-10-28.endive."""

VERSION = "2026-10-28.endive"
