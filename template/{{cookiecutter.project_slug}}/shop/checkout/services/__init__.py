"""The only writers of checkouts."""
