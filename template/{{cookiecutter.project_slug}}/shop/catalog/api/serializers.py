"""The shapes that several answers of the catalog share."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from shop.catalog.models import (
    AttributeChoice,
    Category,
    Kind,
    Product,
    ProductAttribute,
    Variant,
    VariantValue,
)
from shop.catalog.selectors import price_range
from shop.core.api.fields import MoneyOutput


class CategoryName(serializers.Serializer[Category]):
    """Where a product stands."""

    slug = serializers.SlugField()
    name = serializers.CharField()


class PriceRange(serializers.Serializer[Product]):
    """From which price on, and up to which, a product's variants are sold."""

    lowest = MoneyOutput()
    highest = MoneyOutput()

    def to_representation(self, instance: Product) -> dict[str, Any]:
        """Ask for both prices at once."""
        lowest, highest = price_range(instance)
        return super().to_representation({"lowest": lowest, "highest": highest})  # type: ignore[arg-type]


class RenditionOutput(serializers.Serializer[Any]):
    """A picture in one size."""

    url = serializers.FileField(source="file")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    content_type = serializers.CharField()


class PictureOutput(serializers.Serializer[Any]):
    """A picture in several sizes; `alt` says what is to be seen, for people who cannot see it."""

    alt = serializers.CharField()
    renditions = RenditionOutput(source="image.renditions", many=True)


class CardPicture(PictureOutput):
    """The picture that stands for its product: the first."""

    def get_attribute(self, instance: Product) -> Any:
        """Of all pictures, the first, or none."""
        pictures = instance.pictures.all()
        return pictures[0] if pictures else None


class ProductPictureOutput(PictureOutput):
    """A picture of a product, and the variant that it shows, if it does not stand for all."""

    variant = serializers.SerializerMethodField()

    def get_variant(self, picture: Any) -> str | None:
        """The identifier of the variant that it shows; null for a picture of them all."""
        # The product has brought its variants along, so this asks nobody.
        variants = picture.product.variants.all()
        return next((variant.public_id for variant in variants if variant.pk == picture.variant_id), None)


class AxisOutput(serializers.Serializer[ProductAttribute]):
    """One of the things that a product's variants differ in."""

    code = serializers.SlugField(source="attribute.code")
    name = serializers.CharField(source="attribute.name")
    kind = serializers.ChoiceField(source="attribute.kind", choices=Kind.choices)
    unit = serializers.CharField(source="attribute.unit")


class OptionOutput(serializers.Serializer[VariantValue]):
    """What a variant says about one attribute; `value` is for programs, `label` for people."""

    attribute = serializers.SlugField(source="attribute.code")
    value = serializers.SerializerMethodField(method_name="as_parameter")
    label = serializers.CharField()  # type: ignore[assignment] # a field that is called as one of its options
    swatch = serializers.SerializerMethodField()

    def get_swatch(self, option: VariantValue) -> str:
        """The answer's colour as `#rrggbb`, if it has one."""
        return option.choice.swatch if option.choice else ""

    def as_parameter(self, option: VariantValue) -> str:
        """The answer as a text, in the same form for every kind of attribute."""
        match option.value:
            case AttributeChoice() as choice:
                return choice.value
            case bool() as yes:
                return "true" if yes else "false"
            case Decimal() as number:
                return f"{number.normalize():f}"
            case text:
                return text


class VariantOutput(serializers.Serializer[Variant]):
    """What can be bought."""

    id = serializers.CharField(source="public_id")
    sku = serializers.CharField()
    name = serializers.CharField()
    price = MoneyOutput()
    options = OptionOutput(source="values", many=True)
    gtin = serializers.CharField()
    weight_grams = serializers.IntegerField(allow_null=True)
