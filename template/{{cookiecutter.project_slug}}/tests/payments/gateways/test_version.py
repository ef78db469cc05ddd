"""The shop and its sandbox speak one version of Stripe's API, and so do the events that it hears."""

import sandbox.stripe
from shop.payments.gateways import stripe


def test_the_sandbox_speaks_the_version_that_the_shop_has_chosen() -> None:
    assert sandbox.stripe.VERSION == stripe.VERSION
