"""The demonstration shop's rates: complete, sourced, and left alone once somebody keeps them."""

from datetime import date
from decimal import Decimal

import pytest

from shop.taxes import seed
from shop.taxes.models import TaxRate
from shop.taxes.places import Place
from shop.taxes.selectors import tax_table
from tests.taxes.builders import a_rate

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


def test_known_rates_are_there() -> None:
    assert seed.seed() == "5 tax categories, 42 rates"

    table = tax_table(["DE", "FR", "GB", "JP", "US"])
    kinds = ["standard", "books", "firewood"]
    charged = {
        place: [table.rates(Place(*place.split("-")), kinds, TODAY)[kind].percent for kind in kinds]
        for place in ("DE", "FR", "GB", "JP", "US-CA")
    }
    assert charged == {
        "DE": [19, 7, 7],
        "FR": [20, Decimal("5.5"), 10],
        "GB": [20, 0, 20],
        "JP": [10, 10, 10],
        "US-CA": [Decimal("7.25")] * 3,
    }


def test_the_summer_of_2020_was_cheaper_in_germany() -> None:
    seed.seed()

    table = tax_table(["DE"])
    days = [date(2020, 6, 30), date(2020, 7, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [table.rates(Place("DE"), ["standard"], day)["standard"].percent for day in days] == [
        19,
        16,
        16,
        19,
    ]


def test_every_rate_names_its_source() -> None:
    assert [entry for entry in seed.rates()["rate"] if not entry["source"]] == []


def test_a_second_time_there_is_nothing_to_do() -> None:
    seed.seed()
    before = list(TaxRate.objects.values_list("pk", flat=True))

    seed.seed()

    assert list(TaxRate.objects.values_list("pk", flat=True)) == before


def test_a_rate_that_somebody_keeps_stays_theirs() -> None:
    a_rate("18")

    seed.seed()

    german = TaxRate.objects.filter(country="DE", category__slug="standard")
    assert [rate.percent for rate in german] == [18]
