"""Numbers as people of a language write them, both ways."""

import re
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from django.conf import settings
from django.utils.translation import get_language, to_locale

# What people and programs put between digits, and what nobody can read as anything else.
BLANKS = re.compile(
    "[\\s'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}]"
)


def spoken() -> str:
    """The language of whoever reads: the visitor's, or the shop's where nobody asked for one."""
    return get_language() or settings.LANGUAGE_CODE


@cache
def locale_of(language: str) -> Locale:
    """What is known about a language. Django speaks some that Babel does not know; they read the shop's."""
    try:
        return Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(to_locale(settings.LANGUAGE_CODE))


def read_decimal(written: str, language: str) -> Decimal:
    """Read a number as people of a language write it: `1.299,50` is 1299.5 in `de`.

    What could be two numbers is refused: a shop that reads `12.99` as 1299 in `de` sells no mugs for a while.

    Raises:
        ValueError: it is not a number in this language.
    """
    locale = locale_of(language)
    point, group = re.escape(get_decimal_symbol(locale)), re.escape(get_group_symbol(locale))
    grouped = rf"\d\d?\d?({group}\d\d\d?)*{group}\d\d\d"
    bare = BLANKS.sub("", written).replace("\N{MINUS SIGN}", "-")
    if not re.fullmatch(rf"-?(\d+|{grouped})({point}\d+)?", bare):
        example = format_decimal(Decimal("1299.5"), locale=locale)
        raise ValueError(f"`{written}` is not a number in `{language}`, where one is written `{example}`.")
    plain = bare.replace(get_group_symbol(locale), "").replace(get_decimal_symbol(locale), ".")
    return Decimal(plain)
