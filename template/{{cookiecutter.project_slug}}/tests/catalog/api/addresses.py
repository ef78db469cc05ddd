"""What anybody may read of the catalog, and a product with everything that a product can have."""

from typing import Any

from shop.catalog.models import Attribute, AttributeChoice, Kind, ProductAttribute, VariantValue
from tests.addresses import Row
from tests.builders import a_category, a_published_product, a_variant
from tests.catalog.api.pictures import a_picture

ROWS = [
    Row("GET", "/api/v1/products/", 200),
    Row("GET", "/api/v1/products/known-mug/", 200),
    Row("GET", "/api/v1/categories/", 200),
    Row("GET", "/api/v1/attributes/", 200),
]


def stand() -> None:
    """A mug with an answer of each kind and two pictures."""
    shelf = a_category(slug="known-mugs", parent=a_category(slug="known-things"))
    mug = a_published_product(slug="known-mug", category=shelf)
    variant = a_variant(product=mug, sku="KNOWN-MUG", gtin="4006381333931", weight_grams=380)
    a_picture(mug)
    a_picture(mug, variant=variant)
    answers: dict[Kind, dict[str, Any]] = {
        Kind.TEXT: {"text": "signed"},
        Kind.NUMBER: {"number": "8.5"},
        Kind.BOOLEAN: {"boolean": True},
    }
    for kind in Kind:
        attribute = Attribute.objects.create(code=kind, name=kind.label, kind=kind)
        ProductAttribute.objects.create(product=mug, attribute=attribute)
        ash = {"value": "ash", "label": "Ash", "swatch": "#b9b4a8"}
        answer = answers.get(kind) or {"choice": AttributeChoice.objects.create(attribute=attribute, **ash)}
        VariantValue.objects.create(variant=variant, attribute=attribute, **answer)
