"""What these tests may ask for: a shop that takes cards, its sandbox, and a visitor with two mugs."""

import pytest
from django.core.cache import cache

from tests.card_payments.conftest import cards, stripe
from tests.storefront.checkout.test_pages import visitor

__all__ = ["cards", "stripe", "visitor"]


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Begin with an empty memory."""
    cache.clear()
