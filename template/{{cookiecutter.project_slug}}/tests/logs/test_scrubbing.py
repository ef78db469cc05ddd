"""What people write is not in what operators read."""

import logging
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from shop.accounts.models import User
from shop.logs.scrubbing import GONE, is_card, scrub, text
from shop.orders.models import OrderContact
from tests.builders import a_user
from tests.orders.builders import HOME, a_contact

EMAILS = st.builds(
    "{}@{}.{}".format,
    st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9._+-]{0,12}", fullmatch=True),
    st.from_regex(r"[a-z0-9]{1,10}", fullmatch=True),
    st.sampled_from(["com", "de", "co.uk", "museum"]),
)
AROUND = st.text(alphabet=st.characters(categories=["L", "Zs"]), max_size=10).map(lambda said: f"{said} ")
SECRETS = st.from_regex(r"[A-Za-z0-9]{10,40}", fullmatch=True)
PRIVATE = [
    "email",
    "ship_to",
    "HTTP_COOKIE",
    "Authorization",
    "password",
    "api_key",
    "name",
    "bill_address",
]


def luhn(digits: str) -> str:
    """Digits with the one that makes their checksum right."""
    return next(digits + last for last in "0123456789" if is_card([int(sign) for sign in digits + last]))


CARDS = st.from_regex(r"[3-6][0-9]{14}", fullmatch=True).map(luhn)


@given(before=AROUND, email=EMAILS, after=AROUND)
def test_no_address_is_left_wherever_it_stands(before: str, email: str, after: str) -> None:
    assert email not in text(f"{before}{email} {after}")


@given(card=CARDS, gap=st.sampled_from(["", " ", "-"]))
def test_no_card_is_left_however_it_is_written(card: str, gap: str) -> None:
    written = gap.join(card[at : at + 4] for at in range(0, 16, 4))

    assert text(f"paid with {written} today") == f"paid with {GONE} today"


NUMBERS = st.from_regex(r"[1-9][0-9]{11,18}", fullmatch=True)


@given(digits=NUMBERS.filter(lambda one: not is_card([int(sign) for sign in one])))
def test_what_is_no_card_is_left(digits: str) -> None:
    assert text(f"row {digits} of all") == f"row {digits} of all"


@given(name=st.sampled_from(PRIVATE), secret=SECRETS, deep=st.integers(0, 4))
def test_what_has_a_private_name_is_gone_however_deep_it_lies(name: str, secret: str, deep: int) -> None:
    found: Any = {name: secret}
    for _ in range(deep):
        found = {"told": [found]}

    assert secret not in str(scrub(found))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(value=JSON)
def test_whatever_is_logged_is_scrubbed_without_an_error_and_twice_is_once(value: Any) -> None:
    once = scrub(value)

    assert str(scrub(once)) == str(once)


@pytest.mark.parametrize(
    "said",
    [
        "call +49 30 1234567",
        "call (030) 123 4567",
        "Authorization: Bearer abcdef0123456789",
        "postgres://shop:hunter2@db.internal/shop",
        "sk_" + "live_abcdefgh12345678",  # in pieces, for those who look for secrets in files
        "/api/v1/carts/crt_0123456789abcdefghjk/checkout/",
        "/order/ord_zzzzyyyyxxxxwwwwvvvv/LgYtWv0NQZ4XnK3m9sVbA1cDeFgHiJkLmNoPqRsTuVw/",
        "csrftoken=abcdef; sessionid=0123456",
        "DE89 3704 0044 0532 0130 00",
    ],
)
def test_what_opens_a_door_or_reaches_a_person_is_gone(said: str) -> None:
    assert GONE in text(said)
    for part in ("1234567", "123 4567", "abcdef", "hunter2", "0123456789abcdefghjk/c", "LgYt", "0532"):
        assert part not in text(said)


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-26T13:54:00 took 12345678 rows",
        "order ord_0123456789abcdefghjk in 17.25 ms",
        "127.0.0.1:8000 answered 200",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    ],
)
def test_what_operators_search_for_is_left(said: str) -> None:
    assert text(said) == said


def test_of_an_object_nothing_is_said_but_what_it_is() -> None:
    assert scrub(OrderContact(pk=7, email="ada@example.com")) == "OrderContact 7"
    assert scrub(object()) == "object"
    asked = RequestFactory().post("/checkout/crt_0123456789abcdefghjk/")
    assert scrub(asked) == "POST an address that nobody has"


def test_of_a_contact_the_country_is_left() -> None:
    told = scrub(a_contact(ship_to=HOME))

    assert told["email"] == told["ship_to"] == GONE
    assert scrub(HOME)["country"] == "DE"
    assert "Ada" not in str(told) + str(scrub(HOME))


@pytest.mark.django_db
def test_what_the_database_repeats_of_a_row_is_gone() -> None:
    User.objects.create_user("ada@example.com")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        User.objects.create_user("ada@example.com")

    assert "ada@example.com" in str(caught.value)
    assert "DETAIL: [gone]" in text(str(caught.value))


@pytest.mark.django_db
def test_no_statement_is_logged_with_what_is_in_it(caplog: pytest.LogCaptureFixture) -> None:
    connection.force_debug_cursor = True
    try:
        with caplog.at_level(logging.DEBUG):
            a_user()
    finally:
        connection.force_debug_cursor = False

    assert [record for record in caplog.records if record.name.startswith("django.db")] == []
