"""What lies on the shelves, what of it is promised, and every movement that made it so."""
