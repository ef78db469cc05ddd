"""What can be done to the catalog. These are the only writers: keyword-only verbs that refuse by name."""
