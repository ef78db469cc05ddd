"""The course engine: chapters are a filter over one template, and everything else follows from it."""
