"""Sets over HTTP."""
