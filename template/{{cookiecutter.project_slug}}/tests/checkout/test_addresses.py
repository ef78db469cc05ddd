"""An address is what the post of its country can deliver to."""

from dataclasses import replace
from typing import Any

import pytest

from shop.checkout.addresses import address_rules, checked_address
from shop.checkout.errors import AddressRefused
from shop.orders.addresses import Address

BERLIN = Address(name="Ada Potter", line1="Kiln Lane 3", postcode="10115", city="Berlin", country="DE")
AUSTIN = replace(BERLIN, city="Austin", part="TX", postcode="73301", country="US")
TOKYO = replace(BERLIN, city="", part="東京都", postcode="154-0023", country="JP")
LONDON = replace(BERLIN, city="London", postcode="SW1A 1AA", country="GB")
KUWAIT = replace(BERLIN, city="Kuwait City", postcode="", country="KW")


@pytest.mark.parametrize("address", [BERLIN, AUSTIN, TOKYO, LONDON, KUWAIT])
def test_an_address_that_is_right_stays_as_it_is(address: Address) -> None:
    assert checked_address(address, "ship_to") == address


@pytest.mark.parametrize(
    ("address", "written", "read"),
    [
        (LONDON, {"postcode": "sw1a 1aa"}, {"postcode": "SW1A 1AA"}),
        (AUSTIN, {"part": "texas"}, {"part": "TX"}),
        (TOKYO, {"part": "Tokyo"}, {"part": "東京都"}),
        (BERLIN, {"name": " Ada Potter ", "city": "Berlin "}, {"name": "Ada Potter", "city": "Berlin"}),
    ],
)
def test_what_is_written_otherwise_is_read_as_the_post_reads_it(
    address: Address, written: dict[str, str], read: dict[str, str]
) -> None:
    assert checked_address(replace(address, **written), "ship_to") == replace(address, **read)


def test_what_a_country_has_no_use_for_stays() -> None:
    kent = replace(LONDON, part="Kent")

    assert checked_address(kent, "ship_to") == kent


def refused(address: Address) -> dict[str, str]:
    """What is wrong with an address: codes by field."""
    with pytest.raises(AddressRefused) as caught:
        checked_address(address, "bill_to")
    return {wrong.field.removeprefix("bill_to."): wrong.code for wrong in caught.value.errors}


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        (replace(BERLIN, name=" ", line1=""), {"name": "required", "line1": "required"}),
        (replace(BERLIN, postcode=""), {"postcode": "required"}),
        (replace(BERLIN, postcode="1011"), {"postcode": "invalid"}),
        (replace(BERLIN, postcode="10115\n"), None),
        (replace(AUSTIN, part=""), {"part": "required"}),
        (replace(AUSTIN, part="Bavaria"), {"part": "invalid"}),
        (replace(AUSTIN, postcode="10115"), {"postcode": "invalid"}),
        (replace(TOKYO, part=""), {"part": "required"}),
        (replace(LONDON, postcode="10115"), {"postcode": "invalid"}),
        (replace(KUWAIT, city=""), {"city": "required"}),
        (replace(KUWAIT, postcode="1"), {"postcode": "invalid"}),
        (replace(BERLIN, country="XX"), {"country": "invalid"}),
        (replace(BERLIN, country=""), {"country": "required"}),
        (replace(BERLIN, line2="x" * 101), {"line2": "too-long"}),
    ],
)
def test_what_cannot_be_is_named(address: Address, wrong: dict[str, str] | None) -> None:
    if wrong is None:
        assert checked_address(address, "bill_to").postcode == "10115"
    else:
        assert refused(address) == wrong


def test_a_refusal_shows_how_it_is_written() -> None:
    with pytest.raises(AddressRefused) as caught:
        checked_address(replace(BERLIN, postcode="D-10115"), "ship_to")

    (wrong,) = caught.value.errors
    assert (wrong.field, wrong.code) == ("ship_to.postcode", "invalid")
    assert wrong.detail == "No postcode of DE looks like this. One is written 26133."


@pytest.mark.parametrize(
    ("country", "required", "example", "parts"),
    [
        ("DE", {"name", "line1", "city", "postcode"}, "26133", {}),
        ("KW", {"name", "line1", "city"}, "54541", {}),
        ("US", {"name", "line1", "city", "part", "postcode"}, "95014", {"TX": "Texas"}),
        ("JP", {"name", "line1", "part", "postcode"}, "154-0023", {"東京都": "東京都 (Tokyo)"}),
    ],
)
def test_a_form_knows_what_a_country_wants(
    country: str, required: set[str], example: str, parts: dict[str, Any]
) -> None:
    rules = address_rules(country)

    assert (set(rules.required), rules.example) == (required, example)
    assert parts.items() <= rules.parts.items()
    assert bool(rules.parts) is bool(parts)


def test_nobody_is_asked_for_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("The network was used.")

    monkeypatch.setattr("socket.socket.connect", no_network)
    address_rules.cache_clear()

    assert checked_address(AUSTIN, "ship_to") == AUSTIN
    assert address_rules("FR").required >= {"postcode"}
