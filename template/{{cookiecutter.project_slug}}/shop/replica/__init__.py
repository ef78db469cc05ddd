"""Read some pages from a replica, and never show somebody less than they have written."""
