"""The engine that the shop uses: its settings, and the table in the database."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.core.rounding import Halves, Rounding
from shop.taxes.computing import TaxLine
from shop.taxes.engine import TableEngine, TaxQuestion
from shop.taxes.engines import engine_for
from shop.taxes.shipping import ShippingTax
from tests.taxes.builders import FRANCE, GERMANY, TODAY, a_rate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chosen(settings: Any) -> None:
    """What a shop might choose that none has by default."""
    settings.SHOP_COUNTRY = "DE"
    settings.SHOP_ROUNDING = Rounding.TOTAL
    settings.SHOP_HALVES = Halves.EVEN
    settings.SHOP_SHIPPING_TAX = ShippingTax.OWN


def test_the_shop_chooses_how_its_engine_computes() -> None:
    engine = engine_for(FRANCE)

    assert isinstance(engine, TableEngine)
    assert (engine.rounding, engine.halves) == (Rounding.TOTAL, Halves.EVEN)
    assert engine.shipping is ShippingTax.OWN


@pytest.mark.parametrize("count", [1, 10, 100])
def test_a_hundred_lines_cost_one_query(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_rate("19")
    a_rate("20", country="FR")
    lines = tuple(TaxLine(str(n), 1200) for n in range(count))
    question = TaxQuestion("cart-1", "EUR", TODAY, GERMANY, FRANCE, lines)

    with django_assert_num_queries(1):
        answer = engine_for(FRANCE).tax(question)

    assert (answer.taxed.net, answer.taxed.tax) == (1000 * count, 200 * count)
