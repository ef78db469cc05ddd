"""Paying a checkout by card: where checkouts, payments and what a provider tells come together."""
