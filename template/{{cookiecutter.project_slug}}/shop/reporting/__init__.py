"""Errors are told to Sentry, and who they happened to is not."""
