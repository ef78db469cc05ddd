"""Read what is said about a variant: each answer must fit the kind of its attribute."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from django.core.exceptions import ValidationError

from shop.catalog.errors import MissingAxis, UnknownAttribute, WrongKindOfValue
from shop.catalog.models import Attribute, Kind, VariantValue
from shop.catalog.models.options import COLUMNS

# A choice is given by its value, a number exactly: a float would be a guess.
Answer = str | int | Decimal | bool


def read_answers(axes: Sequence[str], answers: Mapping[str, Answer]) -> list[VariantValue]:
    """Turn answers by attribute code into values that only lack their variant: the axes first, then the rest.

    Raises:
        MissingAxis: one of the axes is not answered.
        UnknownAttribute: no attribute has this code.
        WrongKindOfValue: an answer does not fit its attribute.
    """
    if missing := [code for code in axes if code not in answers]:
        raise MissingAxis(
            found=f"nothing about {listed(missing)}.",
            expected=f"an answer to each of {listed(axes)}.",
            do=f"say what the variant's {missing[0]} is.",
        )
    codes = [*axes, *(code for code in answers if code not in axes)]
    attributes = Attribute.objects.prefetch_related("choices").in_bulk(codes, field_name="code")
    if unknown := [code for code in codes if code not in attributes]:
        raise UnknownAttribute(found=f"{listed(unknown)}.", do="define it first, or correct its code.")
    return [read_answer(attributes[code], answers[code]) for code in codes]


def read_answer(attribute: Attribute, answer: Answer) -> VariantValue:
    """Put an answer into the one column that fits its attribute.

    Raises:
        WrongKindOfValue: it fits none.
    """
    value = VariantValue(attribute=attribute)
    match attribute.kind, answer:
        case (Kind.BOOLEAN, bool()):
            value.boolean = answer
        case (Kind.NUMBER, int() | Decimal()) if not isinstance(answer, bool):
            value.number = Decimal(answer)
        case (Kind.TEXT, str()) if answer.strip():
            value.text = answer.strip()
        case (Kind.CHOICE, str()):
            value.choice = next((c for c in attribute.choices.all() if c.value == answer), None)
    try:
        value.clean_fields(exclude=["variant", "attribute", "choice"])
    except ValidationError as error:
        raise wrong_kind(attribute, answer) from error
    if all(getattr(value, column) is None for column in COLUMNS):
        raise wrong_kind(attribute, answer)
    return value


def wrong_kind(attribute: Attribute, answer: Any) -> WrongKindOfValue:
    """The refusal of an answer that does not fit its attribute."""
    offered = ", ".join(f"`{choice.value}`" for choice in attribute.choices.all())
    expected = {
        Kind.TEXT: "a text of 1 to 40 characters.",
        Kind.NUMBER: f"a whole or decimal number{f' of {attribute.unit}' if attribute.unit else ''}.",
        Kind.BOOLEAN: "true or false.",
        Kind.CHOICE: f"one of {offered}." if offered else "a choice; none is offered yet.",
    }
    return WrongKindOfValue(
        found=f"{answer!r} for `{attribute.code}`.",
        expected=expected[Kind(attribute.kind)],
        do="correct the value, or ask about another attribute.",
    )


def options_key(values: Iterable[VariantValue]) -> str:
    """Write the options of a variant as one text: equal options make equal texts, in whatever order.

    Numbers lose the zeros at their end, so that 26 and 26.0 are one size; texts are escaped, so that no text
    can look like two options.
    """
    pairs = sorted((value.attribute.code, value.code) for value in values)
    return urlencode(pairs, quote_via=quote)


def listed(codes: Iterable[str]) -> str:
    """Codes in a sentence."""
    return ", ".join(f"`{code}`" for code in codes)
