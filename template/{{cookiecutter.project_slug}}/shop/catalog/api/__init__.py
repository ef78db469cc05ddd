"""The catalog over HTTP: it translates, and decides nothing."""
