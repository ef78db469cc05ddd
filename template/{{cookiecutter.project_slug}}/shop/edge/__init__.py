"""A cache of others before the shop: pages bear names, and what changes is purged by name."""
