"""An app with a migration that no database accepts."""
