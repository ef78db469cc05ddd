"""A cache of others before the shop: pages bear the names of what they show, and what changes is purged by name."""
