"""How the shop stands: read from every domain, for the staff's page and for whatever watches."""
