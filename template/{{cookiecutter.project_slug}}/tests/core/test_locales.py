"""Amounts as people of a language write them, there and back."""

import pytest
from django.conf.global_settings import LANGUAGES
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shop.core.locales import locale_of, read_decimal, spoken
from shop.core.money import Money

languages = st.sampled_from([code for code, _ in LANGUAGES])
currencies = st.sampled_from(["JPY", "EUR", "KWD"])
amounts = st.integers(min_value=0, max_value=10**12)


@given(amounts, currencies, languages)
def test_what_the_shop_writes_it_can_read(amount: int, currency: str, language: str) -> None:
    money = Money(amount, currency)

    assert Money.parse(money.format(language), currency, language) == money
    assert Money.parse(money.bare(language), currency, language) == money


@pytest.mark.parametrize(
    ("written", "language", "amount"),
    [
        ("12.99", "en", 1299),
        ("12,99", "de", 1299),
        ("12,99 €", "de", 1299),
        ("EUR 12,99", "de", 1299),
        ("1.299", "de", 129900),
        ("1 299,5", "fr", 129950),
        ("1'299.50", "de-ch", 129950),
        ("12,34,567.50", "en-in", 123456750),
        ("-3.00", "en", -300),
        ("\N{MINUS SIGN}3,00", "sv", -300),
    ],
)
def test_people_write_amounts_in_many_ways(written: str, language: str, amount: int) -> None:
    assert Money.parse(written, "EUR", language) == Money(amount, "EUR")


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("12.99", "de"),
        ("12,99", "en"),
        ("1,2,3", "en"),
        ("1e3", "en"),
        ("NaN", "en"),
        ("1_000", "en"),
        ("", "en"),
    ],
)
def test_what_could_be_another_number_or_none_is_refused(written: str, language: str) -> None:
    with pytest.raises(ValueError, match=f"is not a number in `{language}`"):
        read_decimal(written, language)


def test_a_price_with_the_other_languages_comma_has_too_many_decimals() -> None:
    with pytest.raises(ValueError, match=r"EUR has 2 decimals\. Found: 1\.299"):
        Money.parse("1,299", "EUR", "de")


@pytest.mark.parametrize("language", ["udm", "tlh", "not-a-language"])
def test_a_language_that_is_not_known_reads_the_shops_own(language: str) -> None:
    assert locale_of(language).language == "en"
    assert Money(1299, "EUR").format(language) == "€12.99"


def test_the_language_is_the_readers_or_else_the_shops() -> None:
    with translation.override("de"):
        assert spoken() == "de"
    with translation.override(None):
        assert spoken() == "en"
