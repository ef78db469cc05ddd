"""Two people retire the last two variants at once. One of them must hear no."""

import pytest
from django.db import transaction

from shop.catalog.services.variants import retire_variant
from tests.builders import a_published_product, a_variant
from tests.rivals import Rival

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_the_last_two_variants_one_stays() -> None:
    product = a_published_product()
    first, second = product.variants.get(), a_variant(product=product)
    rival = Rival(lambda: retire_variant(variant=second))

    with transaction.atomic():
        retire_variant(variant=first)
        rival.begin()

    assert rival.end() == "last-active-variant"
    assert list(product.variants.filter(is_active=True)) == [second]
