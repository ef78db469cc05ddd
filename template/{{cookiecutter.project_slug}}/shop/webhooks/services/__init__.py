"""The webhooks' verbs: the only writers of their tables."""
