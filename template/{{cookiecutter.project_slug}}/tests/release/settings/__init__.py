"""Settings of releases: a good one, and those with which something is wrong."""
