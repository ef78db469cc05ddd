"""When more people come than the shop can serve: who is served first, and what others are told."""
