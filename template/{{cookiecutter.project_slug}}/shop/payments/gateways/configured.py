"""The gateways that this shop has, from its settings."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from shop.payments.gateways.stripe import StripeGateway


def stripe_gateway() -> StripeGateway:
    """This shop's account at Stripe, or at the sandbox.

    Raises:
        ImproperlyConfigured: no key is set.
    """
    if not settings.STRIPE_SECRET_KEY:
        raise ImproperlyConfigured(
            "Nobody can be asked for money: there is no key for Stripe.\nFound: STRIPE_SECRET_KEY is empty.\n"
            "Do: `make run` starts a sandbox; or set the test keys of your account at Stripe."
        )
    return _gateway(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@cache
def _gateway(secret_key: str, api_base: str) -> StripeGateway:
    """One for each process, since it keeps connections open."""
    return StripeGateway(secret_key, api_base)
