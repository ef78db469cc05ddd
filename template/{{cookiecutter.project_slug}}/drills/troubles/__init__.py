"""The trouble of each runbook, one module each: `DRILL` in it."""
