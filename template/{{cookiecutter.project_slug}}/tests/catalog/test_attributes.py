"""Attributes and the axes of a product: what can be said, and what is always true of it."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from shop.catalog.errors import AttributeTaken, AxesInUse, WrongKindOfAttribute
from shop.catalog.models import Attribute, AttributeChoice, Kind, VariantValue
from shop.catalog.services.attributes import add_choice, define_attribute, set_axes
from tests.builders import a_product, a_variant, an_attribute

pytestmark = pytest.mark.django_db


def test_an_attribute_is_defined_once() -> None:
    height = define_attribute(code="height", name="Height", kind=Kind.NUMBER, unit="cm")

    with pytest.raises(AttributeTaken, match="`height`"):
        define_attribute(code="height", name="How high", kind=Kind.NUMBER)

    assert list(Attribute.objects.all()) == [height]


def test_only_numbers_have_a_unit() -> None:
    with pytest.raises(WrongKindOfAttribute, match="the unit `cm` for an attribute of the kind `text`"):
        define_attribute(code="print", name="Print", kind=Kind.TEXT, unit="cm")


def test_choices_are_offered_in_the_order_in_which_they_were_added() -> None:
    glaze = an_attribute("glaze")
    for value in ("oat", "ink"):
        add_choice(attribute=glaze, value=value, label=value.title(), swatch="#E2D4B7")

    assert [(str(choice), choice.swatch) for choice in glaze.choices.all()] == [
        ("Oat", "#e2d4b7"),
        ("Ink", "#e2d4b7"),
    ]


def test_a_choice_is_offered_once() -> None:
    glaze = an_attribute("glaze", choices=["oat"])

    with pytest.raises(AttributeTaken, match="`oat` of `glaze`"):
        add_choice(attribute=glaze, value="oat", label="Oats")


def test_only_choices_offer_choices() -> None:
    with pytest.raises(WrongKindOfAttribute, match="`height` is of the kind `number`"):
        add_choice(attribute=an_attribute("height", Kind.NUMBER), value="high", label="High")


def test_a_swatch_is_a_colour() -> None:
    with pytest.raises(ValidationError, match="A colour as in"):
        add_choice(attribute=an_attribute("glaze"), value="oat", label="Oat", swatch="beige")


def test_a_product_has_axes_in_the_order_in_which_shoppers_choose() -> None:
    product = a_product()
    glaze, volume = an_attribute("glaze"), an_attribute("volume", Kind.NUMBER)

    set_axes(product=product, attributes=[volume, glaze])

    assert [axis.attribute.code for axis in product.axes.all()] == ["volume", "glaze"]


def test_axes_change_while_there_are_no_variants() -> None:
    product = a_product()
    glaze, volume = an_attribute("glaze"), an_attribute("volume", Kind.NUMBER)
    set_axes(product=product, attributes=[glaze])

    set_axes(product=product, attributes=[volume])

    assert [axis.attribute for axis in product.axes.all()] == [volume]


def test_axes_do_not_turn_under_variants() -> None:
    product = a_product(name="Harbour mug")
    glaze = an_attribute("glaze")
    set_axes(product=product, attributes=[glaze])
    a_variant(product=product)

    with pytest.raises(AxesInUse, match="`Harbour mug` has 1 variants"):
        set_axes(product=product, attributes=[])

    assert [axis.attribute for axis in product.axes.all()] == [glaze]


def test_setting_the_same_axes_again_changes_nothing() -> None:
    product = a_product()
    glaze = an_attribute("glaze")
    (before,) = set_axes(product=product, attributes=[glaze])
    a_variant(product=product)

    assert set_axes(product=product, attributes=[glaze]) == [before]
    assert str(before) == f"{product} by {glaze}"


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("value_exactly_one", {}),
        ("value_exactly_one", {"text": "rye", "number": Decimal(1)}),
        ("value_exactly_one", {"number": Decimal(1), "boolean": False}),
        ("value_text_not_empty", {"text": ""}),
    ],
)
def test_the_database_refuses_none_and_two_answers_at_once(constraint: str, values: dict[str, Any]) -> None:
    variant, attribute = a_variant(), an_attribute("print", Kind.TEXT)

    with pytest.raises(IntegrityError, match=constraint):
        VariantValue.objects.create(variant=variant, attribute=attribute, **values)


@pytest.mark.parametrize("answer", [{"text": "rye"}, {"number": Decimal(0)}, {"boolean": False}])
def test_an_answer_that_looks_like_nothing_is_one(answer: dict[str, Any]) -> None:
    value = VariantValue.objects.create(
        variant=a_variant(), attribute=an_attribute("any", Kind.TEXT), **answer
    )

    assert [value.value] == list(answer.values())


def test_a_variant_answers_once() -> None:
    variant, attribute = a_variant(), an_attribute("print", Kind.TEXT)
    VariantValue.objects.create(variant=variant, attribute=attribute, text="rye")

    with pytest.raises(IntegrityError, match="value_once_per_variant"):
        VariantValue.objects.create(variant=variant, attribute=attribute, text="herring")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("attribute_code_shape", {"code": "Glaze"}),
        ("attribute_kind_known", {"kind": "colour"}),
        ("attribute_unit_for_numbers_only", {"kind": Kind.TEXT, "unit": "cm"}),
    ],
)
def test_the_database_refuses_what_no_attribute_is(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        Attribute.objects.create(**({"code": "glaze", "name": "Glaze", "kind": Kind.CHOICE} | fields))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [("choice_value_shape", {"value": "Oat"}), ("choice_swatch_shape", {"swatch": "#E2D4B7"})],
)
def test_the_database_refuses_what_no_choice_is(constraint: str, fields: dict[str, Any]) -> None:
    glaze = an_attribute("glaze")

    with pytest.raises(IntegrityError, match=constraint):
        AttributeChoice.objects.create(**({"attribute": glaze, "value": "oat", "label": "Oat"} | fields))


@pytest.mark.parametrize(
    ("kind", "unit", "answer", "label", "phrase"),
    [
        (Kind.TEXT, "", {"text": "Rye"}, "Rye", "Rye"),
        (Kind.NUMBER, "cm", {"number": Decimal("26.000")}, "26 cm", "26 cm"),
        (Kind.NUMBER, "cm", {"number": Decimal("2.50")}, "2.5 cm", "2.5 cm"),
        (Kind.NUMBER, "", {"number": Decimal(100)}, "100", "100 handle"),
        (Kind.BOOLEAN, "", {"boolean": True}, "yes", "with handle"),
        (Kind.BOOLEAN, "", {"boolean": False}, "no", "without handle"),
        (Kind.CHOICE, "", {"choice": AttributeChoice(value="oat", label="Oat")}, "Oat", "Oat"),
    ],
)
def test_an_answer_is_read_beside_its_name_and_alone(
    kind: Kind, unit: str, answer: dict[str, Any], label: str, phrase: str
) -> None:
    value = VariantValue(attribute=Attribute(code="handle", name="Handle", kind=kind, unit=unit), **answer)

    assert (value.label, value.phrase) == (label, phrase)
