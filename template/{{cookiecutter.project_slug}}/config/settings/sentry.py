"""Where errors are told to. Without an address, nobody is told."""

from config.environment import environment

SENTRY_DSN = environment.sentry_dsn.get_secret_value()
