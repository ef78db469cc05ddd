"""The tunings: each compares two configurations of this shop, on real servers, in turns."""
