"""Rates are written down with their days, and on any day one holds."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from shop.taxes.errors import RatesOverlap, TaxCategoryTaken, WrongPeriod
from shop.taxes.models import TaxRate
from shop.taxes.places import Place
from shop.taxes.services.rates import Period, add_rate, change_rate, define_category, end_rate
from tests.taxes.builders import GERMANY, LONG_AGO, a_rate, a_tax_category

pytestmark = pytest.mark.django_db

SUMMER, WINTER = date(2020, 7, 1), date(2021, 1, 1)


def days() -> list[tuple[Any, ...]]:
    """All rates with their periods, the oldest first."""
    return list(TaxRate.objects.order_by("valid_from").values_list("percent", "valid_from", "valid_until"))


def standard(**told: Any) -> TaxRate:
    """Write down 19 percent for Germany, but for what is told."""
    made_up: dict[str, Any] = {
        "place": GERMANY,
        "category": a_tax_category(),
        "percent": Decimal(19),
        "name": "VAT",
        "period": Period(LONG_AGO),
    }
    return add_rate(**(made_up | told))


def test_a_rate_is_written_down_with_its_source() -> None:
    rate = standard(place=Place("US", "CA"), percent=Decimal("7.25"), source="CDTFA")

    rate.refresh_from_db()
    assert (rate.country, rate.subdivision, rate.percent) == ("US", "CA", Decimal("7.25"))
    assert (rate.valid_from, rate.valid_until, rate.source) == (LONG_AGO, None, "CDTFA")
    assert str(rate) == "VAT 7.25 % on standard in US-CA"


def test_two_rates_do_not_hold_on_one_day() -> None:
    standard(period=Period(LONG_AGO, WINTER))

    with pytest.raises(RatesOverlap, match="from 2020-07-01 on"):
        standard(period=Period(SUMMER))

    assert len(days()) == 1


def test_one_rate_ends_on_the_day_on_which_the_next_begins() -> None:
    standard(period=Period(LONG_AGO, SUMMER))
    standard(period=Period(SUMMER), percent=Decimal(16))

    assert [percent for percent, _, _ in days()] == [19, 16]


@pytest.mark.parametrize(
    "elsewhere", [{"place": Place("FR")}, {"place": Place("DE", "BY")}, {"category": "books"}]
)
def test_rates_of_other_places_and_kinds_do_not_meet(elsewhere: dict[str, Any]) -> None:
    standard()

    if elsewhere.get("category"):
        elsewhere = {"category": a_tax_category("books")}
    standard(**elsewhere)

    assert len(days()) == 2


def test_the_database_itself_holds_one_rate_a_day() -> None:
    a_rate(valid_until=WINTER)

    with pytest.raises(IntegrityError, match="tax_rate_periods_do_not_overlap"), transaction.atomic():
        a_rate(valid_from=SUMMER)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(WrongPeriod, match="from 2021-01-01 until 2020-07-01"):
        standard(period=Period(WINTER, SUMMER))


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"percent": "101"}, "tax_rate_is_a_percentage"),
        ({"percent": "-1"}, "tax_rate_is_a_percentage"),
        ({"country": "de"}, "tax_rate_country_shape"),
        ({"subdivision": "-"}, "tax_rate_subdivision_shape"),
        ({"name": ""}, "tax_rate_has_a_name"),
    ],
)
def test_what_is_no_rate_is_not_kept(broken: dict[str, str], rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        a_rate(**broken)


def test_a_mistyped_place_is_refused_before_it_is_written() -> None:
    with pytest.raises(ValidationError, match="Two capitals"):
        standard(place=Place("de"))


def test_a_rate_changes_from_a_day_on_and_the_past_stays() -> None:
    follows = change_rate(rate=standard(), percent=Decimal(16), on=SUMMER)
    change_rate(rate=follows, percent=Decimal(19), on=WINTER)

    assert days() == [(19, LONG_AGO, SUMMER), (16, SUMMER, WINTER), (19, WINTER, None)]


def test_a_rate_that_follows_ends_when_the_old_one_would_have() -> None:
    change_rate(rate=standard(period=Period(LONG_AGO, WINTER)), percent=Decimal(16), on=SUMMER)

    assert days()[1] == (16, SUMMER, WINTER)


@pytest.mark.parametrize("day", [LONG_AGO, date(1999, 1, 1), WINTER])
def test_a_rate_changes_only_within_its_days(day: date) -> None:
    rate = standard(period=Period(LONG_AGO, WINTER))

    with pytest.raises(WrongPeriod, match=f"{day} for a rate that holds from 2000-01-01 until 2021-01-01"):
        change_rate(rate=rate, percent=Decimal(16), on=day)

    assert days() == [(19, LONG_AGO, WINTER)]


def test_a_rate_ends_without_another() -> None:
    end_rate(rate=standard(), on=WINTER)

    assert days() == [(19, LONG_AGO, WINTER)]


def test_a_rate_is_ended_as_it_is_stored_and_not_as_it_was_read() -> None:
    read_this_morning = standard()
    end_rate(rate=TaxRate.objects.get(), on=SUMMER)

    with pytest.raises(WrongPeriod):
        end_rate(rate=read_this_morning, on=WINTER)


def test_one_word_means_one_kind_of_goods() -> None:
    define_category(slug="books", name="Printed books")

    with pytest.raises(TaxCategoryTaken, match="`books`"):
        define_category(slug="books", name="Novels")


def test_a_kind_of_goods_with_rates_is_not_deleted() -> None:
    rate = standard()

    with pytest.raises(ProtectedError):
        rate.category.delete()
