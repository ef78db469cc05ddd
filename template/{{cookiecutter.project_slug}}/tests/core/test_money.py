"""Money: whole numbers of the smallest unit, and as many decimals as the currency has."""

import json
from decimal import Decimal

import pytest

from shop.core.money import Money, exponent


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_its_own_number_of_decimals(currency: str, decimals: int) -> None:
    assert exponent(currency) == decimals


@pytest.mark.parametrize(
    ("written", "currency", "amount"),
    [
        ("12.99", "EUR", 1299),
        ("12.9", "EUR", 1290),
        ("1299", "JPY", 1299),
        ("1.250", "KWD", 1250),
        ("0", "EUR", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str, currency: str, amount: int) -> None:
    assert Money.of(written, currency) == Money(amount, currency)
    assert Money(amount, currency).decimal == Decimal(written)


@pytest.mark.parametrize(("written", "currency"), [("12.999", "EUR"), ("0.5", "JPY"), ("1.2345", "KWD")])
def test_a_fraction_of_the_smallest_unit_is_refused(written: str, currency: str) -> None:
    with pytest.raises(ValueError, match=f"{currency} has {exponent(currency)} decimals. Found: {written}"):
        Money.of(written, currency)


@pytest.mark.parametrize(
    ("money", "locale", "written"),
    [
        (Money(1299, "EUR"), "en", "€12.99"),
        (Money(1299, "EUR"), "de", "12,99\N{NO-BREAK SPACE}€"),
        (Money(129900, "EUR"), "en-gb", "€1,299.00"),
        (Money(1299, "JPY"), "en", "¥1,299"),
        (Money(1299, "KWD"), "en", "KWD1.299"),
    ],
)
def test_an_amount_is_written_as_a_language_does(money: Money, locale: str, written: str) -> None:
    assert money.format(locale) == written


def test_tenths_add_up_where_floats_do_not() -> None:
    assert 0.1 + 0.2 != 0.3
    assert Money.of("0.10", "EUR") + Money.of("0.20", "EUR") == Money.of("0.30", "EUR")


def test_money_is_taken_away_multiplied_and_compared() -> None:
    price = Money(1299, "EUR")

    assert price - Money(99, "EUR") == Money(1200, "EUR")
    assert price * 3 == Money(3897, "EUR")
    assert sorted([price, Money(5, "EUR")]) == [Money(5, "EUR"), price]


def test_money_of_two_currencies_does_not_mix() -> None:
    with pytest.raises(ValueError, match="Found: EUR, JPY"):
        Money(1, "EUR") + Money(1, "JPY")


def test_money_goes_outside_as_a_number_and_a_currency() -> None:
    assert json.dumps(Money(1299, "EUR").as_json()) == '{"amount": 1299, "currency": "EUR"}'


def test_money_writes_itself_in_english() -> None:
    assert str(Money(1299, "EUR")) == "€12.99"
