"""What an address does not understand, it refuses."""

import pytest

from shop.core.api.parameters import UnknownParameter, refuse_unknown, suggestion

KNOWN = ("category", "price_min", "price_max")


def test_known_parameters_pass() -> None:
    refuse_unknown(["category", "price_max"], KNOWN)


def test_a_misspelt_parameter_is_refused_with_the_name_that_was_meant() -> None:
    with pytest.raises(UnknownParameter) as caught:
        refuse_unknown(["category", "prise_max"], KNOWN)

    assert caught.value.detail == (
        "Found: `prise_max`.\nExpected: `category`, `price_max`, `price_min`.\nDo: write `price_max`."
    )


def test_every_unknown_parameter_is_named() -> None:
    with pytest.raises(UnknownParameter) as caught:
        refuse_unknown(["colour", "category", "zzz"], KNOWN)

    assert [(one.field, one.code) for one in caught.value.errors] == [
        ("colour", "unknown"),
        ("zzz", "unknown"),
    ]


def test_where_there_are_no_parameters_none_is_suggested() -> None:
    with pytest.raises(UnknownParameter) as caught:
        refuse_unknown(["page"], ())

    assert caught.value.detail == "Found: `page`.\nExpected: no parameters at all.\nDo: leave it out."


def test_a_word_that_resembles_nothing_suggests_nothing() -> None:
    assert suggestion("xyz", KNOWN) is None


def test_a_long_list_is_cut() -> None:
    with pytest.raises(UnknownParameter, match="`name-00`") as caught:
        refuse_unknown(["nam-00"], [f"name-{n:02}" for n in range(30)])

    assert caught.value.expected.endswith("`name-19` and more.")
