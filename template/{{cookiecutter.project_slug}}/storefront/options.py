"""The options of a product as links: each leads to the variant that has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shop.catalog.models import Attribute, Product, Variant, VariantValue

Values = Mapping[int, VariantValue]  # a variant's answers, by attribute


@dataclass(frozen=True)
class Option:
    """One way along an axis: `Ash blue`.

    Attributes:
        sku: the variant that it leads to.
        away: whether that variant differs from the chosen one on another axis too.
    """

    label: str
    swatch: str
    sku: str
    chosen: bool
    away: bool


@dataclass(frozen=True)
class Axis:
    """What the variants differ in, with its options in the shop's order."""

    code: str
    name: str
    chosen: str
    options: tuple[Option, ...]


def values_of(variant: Variant) -> Values:
    """What a variant answers, by attribute. Costs nothing for a variant of `product_by_slug`."""
    return {value.attribute_id: value for value in variant.values.all()}


def axes_of(product: Product, chosen: Variant) -> list[Axis]:
    """The axes on which there is something to choose, seen from the chosen variant."""
    answers = {variant: values_of(variant) for variant in product.variants.all()}
    attributes = [axis.attribute for axis in product.axes.all()]
    axes = (axis_of(attribute, attributes, chosen, answers) for attribute in attributes)
    return [axis for axis in axes if len(axis.options) > 1]


def axis_of(
    attribute: Attribute, attributes: Sequence[Attribute], chosen: Variant, answers: Mapping[Variant, Values]
) -> Axis:
    """One axis: each label once, leading to the variant that is most like the chosen one."""
    others = [other.pk for other in attributes if other.pk != attribute.pk]

    def shared(variant: Variant) -> int:
        """On how many other axes a variant is like the chosen one."""
        return sum(label(answers[variant], other) == label(answers[chosen], other) for other in others)

    nearest: dict[str, Variant] = {}
    for variant in sorted(answers, key=shared, reverse=True):
        nearest.setdefault(label(answers[variant], attribute.pk), variant)
    nearest.pop("", None)
    here = label(answers[chosen], attribute.pk)
    options = [
        Option(
            label=text,
            swatch=swatch(answers[variant][attribute.pk]),
            sku=variant.sku,
            chosen=text == here,
            away=shared(variant) < len(others),
        )
        for text, variant in sorted(nearest.items(), key=lambda item: order(answers[item[1]][attribute.pk]))
    ]
    return Axis(attribute.code, attribute.name, here, tuple(options))


def label(values: Values, attribute_id: int) -> str:
    """What a variant answers to an attribute, as people read it, or nothing."""
    return values[attribute_id].label if attribute_id in values else ""


def swatch(value: VariantValue) -> str:
    """The colour of a choice that has one."""
    return value.choice.swatch if value.choice else ""


def order(value: VariantValue) -> tuple[float, str]:
    """Choices in the order that the shop gave them, numbers by size, words by the alphabet."""
    if value.choice:
        return value.choice.position, value.label
    return float(value.number or 0), value.label
