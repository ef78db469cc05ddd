"""Where money comes from. Without keys nobody is asked for any; `make run` starts a sandbox then."""

from config.environment import environment

STRIPE_SECRET_KEY = environment.stripe_secret_key.get_secret_value()
STRIPE_PUBLISHABLE_KEY = environment.stripe_publishable_key
STRIPE_API_BASE = environment.stripe_api_base
