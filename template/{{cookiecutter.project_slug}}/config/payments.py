"""Which keys for money a production store must never start with."""

from collections.abc import Iterator

# {% if reached("card-payments.make-run") %}
from config.environment import Environment, split_pairs
# {% else %}
from config.environment import Environment
# {% endif %}


def unsafe_payments(environment: Environment) -> Iterator[str]:
    """Yield a sentence for each variable that production cannot accept. What it holds is not repeated."""
    secret, public = environment.stripe_secret_key.get_secret_value(), environment.stripe_publishable_key
    if secret and not secret.startswith(("sk_live_", "rk_live_")):
        yield "STRIPE_SECRET_KEY: a test key or a placeholder. A real one begins with sk_live_ or rk_live_."
    if public and not public.startswith("pk_live_"):
        yield "STRIPE_PUBLISHABLE_KEY: a test key or a placeholder. A real one begins with pk_live_."
    if bool(secret) != bool(public):
        yield "STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY: one without the other. Set both, or neither."
    # {% if reached("card-payments.make-run") %}
    hears = any(source == "stripe" for source, _, _ in split_pairs(environment.webhook_secrets))
    if secret and not hears:
        yield "WEBHOOK_SECRETS: no stripe=whsec_… in it. Without it, nobody hears that a payment has moved."
    # {% endif %}
    if environment.stripe_api_base:
        yield "STRIPE_API_BASE: set. It leads to a sandbox; production talks to Stripe itself."
