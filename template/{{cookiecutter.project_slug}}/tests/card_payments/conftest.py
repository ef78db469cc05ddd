"""What the tests of card payments may ask for."""

from collections.abc import Iterator
from typing import Any

import pytest

from shop.card_payments.way import Cards
from shop.payments.gateways import configured
from tests.checkout.bank import open_bank
from tests.sandboxes import RunningSandbox, running_sandbox


@pytest.fixture(scope="session")
def stripe() -> Iterator[RunningSandbox]:
    """A sandbox for all of these tests. Each has payments of its own in it."""
    with running_sandbox() as one:
        yield one


@pytest.fixture
def cards(stripe: RunningSandbox, settings: Any) -> Iterator[Cards]:
    """A shop that takes cards."""
    settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY = "sk_test_shop", "pk_test_shop"
    settings.STRIPE_API_BASE = stripe.url
    settings.ALLOWED_HOSTS = ["testserver"]
    stripe.ask("/sandbox/faults", {"times": "0"})
    with open_bank(Cards()) as way:
        yield way
    configured.stripe_gateway().http.close()  # type: ignore[no-untyped-call]
    configured._gateway.cache_clear()  # noqa: SLF001 - its connections are closed
