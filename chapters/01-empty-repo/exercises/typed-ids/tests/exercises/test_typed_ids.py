"""What a person reads out over the telephone is found all the same."""

import pytest

from shop.core import ids

WRITTEN = "prd_7k2m0x1q4v9c3z8b5n6t"


def test_capitals_are_read_as_small_letters() -> None:
    assert ids.read_id(WRITTEN.upper()) == WRITTEN


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert ids.read_id("prd_7k2mOxIq4v9c3z8b5n6t") == WRITTEN
    assert ids.read_id("prd_7k2moxlq4v9c3z8b5n6t") == WRITTEN


def test_the_prefix_keeps_its_letters() -> None:
    order = ids.public_id("ord")
    bill = ids.public_id("bil")

    assert ids.read_id(order.upper()) == order
    assert ids.read_id(bill) == bill


def test_blanks_and_hyphens_do_not_matter() -> None:
    assert ids.read_id(" PRD_ 7k2m-0x1q 4v9c 3z8b-5n6t\n") == WRITTEN


def test_what_cannot_be_an_identifier_is_refused() -> None:
    for text in ("", "prd", "_7k2m0x1q4v9c3z8b5n6t", WRITTEN[:-1], WRITTEN + "0", WRITTEN[:-1] + "u"):
        with pytest.raises(ValueError, match="Found"):
            ids.read_id(text)
