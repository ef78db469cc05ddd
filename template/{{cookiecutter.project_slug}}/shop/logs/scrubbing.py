"""Take out what is nobody's business: people, and what opens doors.

Two ways, because neither is enough. A value is taken out by its name, whatever it is; and whatever has the
form of an address, a number or a key is taken out, wherever it stands. A name in the middle of a sentence has
no form: nothing finds it. So sentences are written without.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

GONE = "[gone]"
DEEP = 6  # nobody logs what lies deeper
CARD = 12  # digits, at least
LONG = 200  # of a list, no more is looked at

# Parts of names, in small letters. `ship_to` has an address in it, and so has `HTTP_COOKIE` a cookie.
PEOPLE = (
    "email",
    "phone",
    "address",
    "ship_to",
    "bill_to",
    "postcode",
    "city",
    "line1",
    "line2",
    "birth",
    "iban",
)
DOORS = (
    "password",
    "passwd",
    "secret",
    "token",
    "cookie",
    "authorization",
    "signature",
    "csrf",
    "session",
    "dsn",
)
WORDS = (*PEOPLE, *DOORS)
# And names as wholes: `name` is a person's, `hostname` is not, nor is `monkey` a key.
WHOLE = frozenset(
    [
        "name",
        "first_name",
        "last_name",
        "full_name",
        "username",
        "user",
        "key",
        "api_key",
        "apikey",
        "order_key",
        "order-key",
        "card",
        "number",
        "cvc",
        "cvv",
        "pan",
        "region",
        "vat_id",
        "body",
        "remote_addr",
        "x_forwarded_for",
        "x-forwarded-for",
        "ip",
        "params",
        "args",
    ]
)

EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*", re.UNICODE)
AUTHORIZATION = re.compile(r"\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}", re.IGNORECASE)
IN_URL = re.compile(r"(?<=://)[^\s/@]+@")
KEYS = re.compile(
    r"\b(?:[sprw]k_(?:live|test)|rk_live|whsec|crt|cart|key|gk)_[0-9A-Za-z_]{8,}", re.IGNORECASE
)
SAID = re.compile(
    r"\b(\w*(?:password|passwd|secret|token|cookie|session|csrf)\w*)(\s*[=:]\s*)(?!\s)[^\s,;&]+",
    re.IGNORECASE,
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
# The key to an order stands after its identifier, in an address or by itself.
ORDER_KEY = re.compile(r"(\bord_[0-9a-z]{20})([:/])[\w-]{20,}")
DIGITS = re.compile(r"(?<![\w.-])\+?\(?\d(?:[ ()./-]{0,2}\d){6,24}(?!\w)")
# PostgreSQL repeats the row that it refuses. Which rule it was, the line before says.
DETAIL = re.compile(r"^(DETAIL|CONTEXT|LINE \d+|PARAMETERS?):.*$", re.MULTILINE)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([ T]|$)")


def scrub(value: Any, name: str = "", deep: int = DEEP) -> Any:
    """Give a value without what is nobody's business, made of what JSON knows.

    Args:
        name: what it is called where it stands.
    """
    if value is None or isinstance(value, bool):
        return value
    if is_private(name) or deep <= 0:
        return GONE
    if isinstance(value, str | bytes | int | float):
        return of_plain(value)
    if isinstance(value, Mapping):
        # A name can be a value too: `{"ada@example.com": 1}`.
        return {text(str(key)): scrub(each, str(key), deep - 1) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub(each, "", deep - 1) for each in list(value)[:LONG]]
    return of_object(value, deep)


def of_plain(value: str | bytes | float) -> Any:
    """A text without what is private; a whole number as it is, unless it is a card's or a telephone's."""
    if isinstance(value, float):
        return value  # a duration has as many digits as a card
    if isinstance(value, bytes):
        return text(value.decode(errors="replace"))
    said = text(str(value))
    return said if isinstance(value, str) or GONE in said else value


def of_object(value: Any, deep: int) -> Any:
    """What may be said of an object. Of one that nobody here knows, what it is, and not what it says."""
    if isinstance(value, Model):
        return f"{type(value).__name__} {text(str(value.pk))}"
    if isinstance(value, HttpRequest):
        return f"{value.method} {route_of(value)}"
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        return {"is": type(value).__name__, **{key: scrub(each, key, deep - 1) for key, each in told.items()}}
    if isinstance(value, BaseException):
        return text(f"{type(value).__name__}: {value}")
    return type(value).__name__


def is_private(name: str) -> bool:
    """Whether what is called so is taken out unseen."""
    small = name.lower()
    return small in WHOLE or any(word in small for word in WORDS)


def route_of(request: HttpRequest) -> str:
    """Which address was asked for, as it is written in `urls.py`: a path has keys in it."""
    return f"/{request.resolver_match.route}" if request.resolver_match else "an address that nobody has"


def text(said: str) -> str:
    """A text without what has the form of an address, a number or a key."""
    said = DETAIL.sub(rf"\1: {GONE}", said)
    said = IN_URL.sub(f"{GONE}@", said)
    said = EMAIL.sub(GONE, said)
    said = AUTHORIZATION.sub(rf"\1 {GONE}", said)
    said = ORDER_KEY.sub(rf"\1\2{GONE}", said)
    said = KEYS.sub(GONE, said)
    said = SAID.sub(rf"\1\2{GONE}", said)
    said = IBAN.sub(GONE, said)
    return DIGITS.sub(number, said)


def number(found: re.Match[str]) -> str:
    """What stands for digits that follow each other: nothing for a card's or a telephone's."""
    said = found.group()
    digits = [int(sign) for sign in said if sign.isdecimal()]
    if MOMENT.match(said) or not (is_card(digits) or is_telephone(said, len(digits))):
        return said
    return GONE


def is_card(digits: list[int]) -> bool:
    """Whether digits are a card's: so many, and their checksum is right (Luhn)."""
    doubled = [
        digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(digits[::-1])
    ]
    return CARD <= len(digits) <= 19 and sum(doubled) % 10 == 0


def is_telephone(said: str, count: int) -> bool:
    """Whether it is written as people write a telephone's: with a + or a 0 before it, and no more than 15."""
    return count <= 15 and said.lstrip("(").startswith(("+", "0")) and "." not in said
