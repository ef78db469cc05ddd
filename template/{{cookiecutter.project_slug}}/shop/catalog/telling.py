"""Say that shoppers see something else from now on, for those who keep pages outside of the shop."""

from uuid import uuid4

from django.conf import settings

from shop.catalog.models import Product, Variant
from shop.catalog.watching import when_price_changes
from shop.core.money import Money
from shop.outbox.services.publishing import publish


def tell_changed(product: Product | None = None) -> None:
    """Say so in the transaction of the change. Costs one statement, and none where nobody keeps pages.

    Args:
        product: what looks different; nothing, if it is the shelves.

    Raises:
        RuntimeError: there is no transaction.
    """
    if settings.EDGE_PURGE_URL:
        publish(
            topic="catalog.changed", key=uuid4().hex, payload={"product": product.slug if product else ""}
        )


@when_price_changes
def tell_price(variant: Variant, before: Money) -> None:
    """Its price stands on its page, and on lists."""
    if settings.EDGE_PURGE_URL:
        tell_changed(variant.product)
