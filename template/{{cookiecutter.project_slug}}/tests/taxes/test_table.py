"""Which rate holds for what, where and when; and that asking costs one query."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from shop.taxes.errors import NoTaxRate
from shop.taxes.places import Place
from shop.taxes.selectors import tax_table
from shop.taxes.table import STANDARD, TaxTable
from tests.taxes.builders import GERMANY, NOWHERE, TODAY, a_rate, a_row, a_table, a_tax_category

SUMMER, WINTER = date(2020, 7, 1), date(2021, 1, 1)

WORLD = TaxTable(
    (
        a_row("DE", STANDARD, "19", ends=SUMMER),
        a_row("DE", STANDARD, "16", SUMMER, WINTER),
        a_row("DE", STANDARD, "19", WINTER),
        a_row("DE", "books", "7"),
        a_row("ES", STANDARD, "21"),
        a_row("ES", "books", "4"),
        a_row("ES-CN", STANDARD, "0"),
        a_row("US-CA", STANDARD, "7.25"),
    )
)


def percent(place: Place, category: str = STANDARD, on: date = TODAY) -> Decimal:
    """What is charged."""
    return WORLD.rates(place, [category], on)[category].percent


@pytest.mark.parametrize(
    ("on", "charged"),
    [
        (date(2020, 6, 30), 19),
        (SUMMER, 16),
        (date(2020, 12, 31), 16),
        (WINTER, 19),
    ],
)
def test_a_rate_holds_from_its_first_day_until_the_day_before_the_next(on: date, charged: int) -> None:
    assert percent(GERMANY, on=on) == charged


def test_what_a_place_does_not_name_is_taxed_as_the_standard_kind() -> None:
    assert percent(GERMANY, "books") == 7
    assert percent(GERMANY, "firewood") == 19


def test_a_part_of_a_country_with_rates_of_its_own_is_asked_for_nothing_else() -> None:
    assert percent(Place("ES", "MD"), "books") == 4
    assert percent(Place("ES", "CN"), "books") == 0


@pytest.mark.parametrize("place", [NOWHERE, Place("US", "TX"), Place("US")])
def test_nothing_is_collected_where_the_table_knows_nothing(place: Place) -> None:
    rate = WORLD.rates(place, [STANDARD], TODAY)[STANDARD]

    assert rate.percent == 0
    assert (str(rate), WORLD.knows(place)) == ("no tax", False)


def test_a_hole_in_the_table_is_not_a_zero() -> None:
    with pytest.raises(NoTaxRate, match="nothing for `standard` in DE on 1999-12-31"):
        percent(GERMANY, on=date(1999, 12, 31))


def test_a_rate_says_what_it_is() -> None:
    rate = WORLD.rates(Place("US", "CA"), [STANDARD], TODAY)[STANDARD]

    assert (str(rate), rate.place, rate.share) == ("VAT 7.25 %", "US-CA", Fraction(29, 400))
    assert str(a_table(GB="20").rates(Place("GB"), [STANDARD], TODAY)[STANDARD]) == "VAT 20 %"


@pytest.mark.django_db
def test_the_table_is_read_in_one_query_whatever_is_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_rate("19", valid_until=SUMMER)
    a_rate("16", valid_from=SUMMER)
    a_rate("7", category=a_tax_category("books"))
    a_rate("20", country="FR")
    a_rate("7.25", country="US", subdivision="CA")

    for countries in (["DE"], ["DE", "FR", "DE"], ["DE", "FR", "US", "XX"]):
        with django_assert_num_queries(1):
            table = tax_table(countries)
            kinds = ["books", *(f"kind-{n}" for n in range(99))]
            assert len(table.rates(GERMANY, kinds, TODAY)) == 100

    assert {row.country for row in table.rows} == {"DE", "FR", "US"}
    assert table.rates(GERMANY, [STANDARD], TODAY)[STANDARD].percent == 16
