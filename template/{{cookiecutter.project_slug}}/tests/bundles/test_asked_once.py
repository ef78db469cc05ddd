"""A set's page asks for each thing once."""

import pytest

from performance.reading import cost_of
from shop.bundles.services import compose_bundle
from tests.builders import a_published_product, a_variant

pytestmark = pytest.mark.django_db


def test_the_stock_of_what_a_set_consists_of_is_not_read_for_its_prices() -> None:
    bundle = a_published_product(slug="pair").variants.get()
    compose_bundle(bundle=bundle, parts={a_variant().pk: 2})

    cost = cost_of("/p/pair/")

    assert sum('"inventory_stockitem"' in one.sql for one in cost.statements) == 1
