"""Say what variants can differ in, and what those of one product do differ in."""

from collections.abc import Sequence

from django.db import transaction

from shop.catalog.errors import AttributeTaken, AxesInUse, WrongKindOfAttribute
from shop.catalog.models import Attribute, AttributeChoice, Kind, Product, ProductAttribute
from shop.catalog.services.publishing import locked
from shop.core.integrity import refusing


def define_attribute(*, code: str, name: str, kind: Kind, unit: str = "") -> Attribute:
    """Define a question that variants can answer.

    Args:
        code: its name for programs; it never changes.
        unit: what its numbers count, such as `cm`.

    Raises:
        AttributeTaken: there is one of this code.
        WrongKindOfAttribute: it has a unit and is not a number.
    """
    if unit and kind != Kind.NUMBER:
        raise WrongKindOfAttribute(
            found=f"the unit `{unit}` for an attribute of the kind `{kind}`.",
            expected="a unit for numbers only.",
            do=f"leave the unit out, or define `{code}` as a number.",
        )
    attribute = Attribute(code=code, name=name, kind=kind, unit=unit)
    attribute.clean_fields()
    taken = AttributeTaken(found=f"`{code}`.", do="use the one that exists, or choose another code.")
    with refusing({"attribute_code_unique": taken}):
        attribute.save()
    return attribute


@transaction.atomic
def add_choice(*, attribute: Attribute, value: str, label: str, swatch: str = "") -> AttributeChoice:
    """Offer one more answer, after those that are offered already.

    Args:
        value: its name for programs; it never changes.
        swatch: the colour that it stands for, as `#rrggbb`.

    Raises:
        AttributeTaken: this value is offered already.
        WrongKindOfAttribute: the attribute does not offer choices.
    """
    if attribute.kind != Kind.CHOICE:
        raise WrongKindOfAttribute(
            found=f"`{attribute.code}` is of the kind `{attribute.kind}`.",
            expected="an attribute of the kind `choice`.",
            do="give the value to the variant itself.",
        )
    choice = AttributeChoice(
        attribute=attribute,
        value=value,
        label=label,
        swatch=swatch.lower(),
        position=attribute.choices.count() + 1,
    )
    choice.clean_fields(exclude=["attribute"])
    taken = AttributeTaken(found=f"`{value}` of `{attribute.code}`.", do="use it, or choose another value.")
    with refusing({"choice_once_per_attribute": taken}):
        choice.save()
    return choice


@transaction.atomic
def set_axes(*, product: Product, attributes: Sequence[Attribute]) -> list[ProductAttribute]:
    """Say on which attributes the variants of a product differ, in the order in which shoppers choose.

    Args:
        attributes: the axes; none for a product that comes in one form.

    Raises:
        AxesInUse: the product has variants, which were made along other axes.
    """
    locked(product)
    axes = [
        ProductAttribute(product=product, attribute=attribute, position=position)
        for position, attribute in enumerate(attributes, start=1)
    ]
    before = list(product.axes.values_list("attribute_id", flat=True))
    if before == [axis.attribute_id for axis in axes]:
        return list(product.axes.select_related("attribute"))
    if product.variants.exists():
        raise AxesInUse(
            found=f"`{product.name}` has {product.variants.count()} variants.",
            do="make a new product with the new axes, and archive this one.",
        )
    product.axes.all().delete()
    return ProductAttribute.objects.bulk_create(axes)
