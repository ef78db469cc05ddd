"""The laboratory: ways to take from a shelf when others take too, all with the same verbs."""
