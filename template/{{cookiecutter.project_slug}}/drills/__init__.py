"""Troubles made on purpose in a whole shop of their own, and cured as a runbook says: `make drills`."""
