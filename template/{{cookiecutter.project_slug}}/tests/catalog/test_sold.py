"""Shoppers see only what they can buy."""

import pytest

from shop.catalog.errors import NotReadyToPublish
from shop.catalog.selectors import published_products
from shop.catalog.services.publishing import publish_product
from tests.builders import a_product, a_published_product, a_variant

pytestmark = pytest.mark.django_db


def test_a_product_without_anything_to_sell_is_not_published() -> None:
    with pytest.raises(NotReadyToPublish, match="lacks an active variant with a price"):
        publish_product(product=a_product())


def test_a_retired_variant_is_nothing_to_sell() -> None:
    with pytest.raises(NotReadyToPublish):
        publish_product(product=a_variant(is_active=False).product)


def test_shoppers_do_not_see_what_they_cannot_buy() -> None:
    a_published_product().variants.update(is_active=False)

    assert not published_products().exists()
