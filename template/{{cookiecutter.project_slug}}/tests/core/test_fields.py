"""A field for prices: it reads and writes as whoever fills it in."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from shop.core.fields import PriceField
from shop.core.money import Money


@pytest.mark.parametrize(("language", "written"), [("en", "1299.50"), ("de", "1299,50")])
def test_a_price_is_shown_as_it_is_written(language: str, written: str) -> None:
    with translation.override(language):
        assert PriceField().prepare_value(Money(129950, "EUR")) == written
        assert PriceField().clean(written) == Money(129950, "EUR")


def test_a_field_may_be_of_another_currency_than_the_shop() -> None:
    assert PriceField(currency="KWD").clean("1.250") == Money(1250, "KWD")


@pytest.mark.parametrize(
    ("written", "why"),
    [("12,99", "is not a number"), ("12.999", "EUR has 2 decimals"), ("-1", "0 or more"), ("", "required")],
)
def test_what_is_no_price_is_said_beside_the_field(written: str, why: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=why):
        PriceField().clean(written)


def test_what_somebody_wrote_stays_until_it_is_right() -> None:
    assert PriceField().prepare_value("12,9O") == "12,9O"


def test_nothing_is_no_price_where_none_is_needed() -> None:
    assert PriceField(required=False).clean("") is None


@pytest.mark.parametrize(("written", "changed"), [("24.00", False), ("24", False), ("25", True), ("x", True)])
def test_a_price_that_is_written_otherwise_has_not_changed(written: str, changed: bool) -> None:
    with translation.override("en"):
        assert PriceField().has_changed(Money(2400, "EUR"), written) is changed
