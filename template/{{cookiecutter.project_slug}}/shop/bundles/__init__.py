"""Sets: a variant that is sold as several others, for a price of its own."""
