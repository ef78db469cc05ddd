"""Each answer fits the kind of its attribute, or is refused with what would fit."""

from decimal import Decimal
from typing import Any

import pytest

from shop.catalog.answers import options_key, read_answer, read_answers
from shop.catalog.errors import MissingAxis, UnknownAttribute, WrongKindOfValue
from shop.catalog.models import Kind
from tests.builders import an_attribute

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "answer", "stored"),
    [
        (Kind.TEXT, " Rye ", "Rye"),
        (Kind.NUMBER, 26, Decimal(26)),
        (Kind.NUMBER, Decimal("2.125"), Decimal("2.125")),
        (Kind.NUMBER, 0, Decimal(0)),
        (Kind.BOOLEAN, True, True),
        (Kind.BOOLEAN, False, False),
    ],
)
def test_an_answer_that_fits_is_stored_as_what_it_is(kind: Kind, answer: Any, stored: Any) -> None:
    assert read_answer(an_attribute("any", kind), answer).value == stored


def test_a_choice_is_one_of_those_offered() -> None:
    glaze = an_attribute("glaze", choices=["oat", "ink"])

    assert read_answer(glaze, "ink").choice == glaze.choices.get(value="ink")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (Kind.TEXT, 26),
        (Kind.TEXT, ""),
        (Kind.TEXT, "   "),
        (Kind.TEXT, "x" * 41),
        (Kind.NUMBER, "26"),
        (Kind.NUMBER, True),
        (Kind.NUMBER, Decimal("0.0001")),
        (Kind.NUMBER, Decimal("1e12")),
        (Kind.BOOLEAN, 1),
        (Kind.BOOLEAN, "yes"),
        (Kind.CHOICE, "beige"),
        (Kind.CHOICE, True),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused(kind: Kind, answer: Any) -> None:
    attribute = an_attribute("any", kind)

    with pytest.raises(WrongKindOfValue, match="for `any`"):
        read_answer(attribute, answer)


def test_a_refusal_says_what_would_fit() -> None:
    glaze = an_attribute("glaze", choices=["oat", "ink"])

    with pytest.raises(WrongKindOfValue) as caught:
        read_answer(glaze, "beige")

    assert caught.value.detail == (
        "Found: 'beige' for `glaze`.\n"
        "Expected: one of `oat`, `ink`.\n"
        "Do: correct the value, or ask about another attribute."
    )


def test_every_axis_is_answered() -> None:
    an_attribute("glaze", choices=["oat"])
    an_attribute("volume", Kind.NUMBER)

    with pytest.raises(MissingAxis, match="nothing about `volume`"):
        read_answers(["glaze", "volume"], {"glaze": "oat"})


def test_nobody_answers_what_was_not_asked() -> None:
    with pytest.raises(UnknownAttribute, match="`glaize`"):
        read_answers([], {"glaize": "oat"})


def test_the_axes_come_first_and_other_answers_after_them() -> None:
    an_attribute("glaze", choices=["oat"])
    an_attribute("dishwasher", Kind.BOOLEAN)

    values = read_answers(["glaze"], {"dishwasher": True, "glaze": "oat"})

    assert [value.attribute.code for value in values] == ["glaze", "dishwasher"]


def key(**answers: Any) -> str:
    """The key of some answers."""
    return options_key(read_answers(list(answers), answers))


def test_equal_options_have_equal_keys_in_whatever_order_they_come() -> None:
    an_attribute("glaze", choices=["oat"])
    an_attribute("height", Kind.NUMBER)

    assert key(glaze="oat", height=26) == key(height=Decimal("26.00"), glaze="oat") == "glaze=oat&height=26"


def test_no_text_looks_like_two_options() -> None:
    an_attribute("print", Kind.TEXT)
    an_attribute("size", Kind.TEXT)

    assert key(print="rye", size="big") != key(print="rye&size=big")
    assert key(print="100", size="1") != key(print="1", size="100")


def test_a_product_in_one_form_has_an_empty_key() -> None:
    assert key() == ""
