"""What is known of a product, as rows for people and as structured data for machines."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from shop.catalog.models import Product, Variant
from shop.core.money import Money
from storefront.options import Axis, values_of

# Inside a script element these would end it or begin a comment, whatever stands around them.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


class Row(NamedTuple):
    """One line of the table of details."""

    name: str
    value: str


def rows_of(variant: Variant, axes: Iterable[Axis]) -> list[Row]:
    """What a variant answers, but for what the options say already; then weight and numbers."""
    said = {axis.code for axis in axes}
    values = [value for value in values_of(variant).values() if value.attribute.code not in said]
    rows = [Row(value.attribute.name, value.label) for value in values]
    if variant.weight_grams:
        rows.append(Row("Weight", weight(variant.weight_grams)))
    rows.append(Row("Article number", variant.sku))
    if variant.gtin:
        rows.append(Row("GTIN", variant.gtin))
    return rows


def weight(grams: int) -> str:
    """Grams as people say them: `640 g`, `1.2 kg`."""
    return f"{grams} g" if grams < 1000 else f"{grams / 1000:.3g} kg"


def structured(
    product: Product, prices: Sequence[Money], address: str, pictures: Sequence[str]
) -> SafeString:
    """Describe a product to search engines, in the words of schema.org.

    Args:
        prices: those of its variants; without any it is offered to nobody.
        address: the page's canonical address.
        pictures: absolute addresses.
    """
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "description": product.summary or product.description,
        "url": address,
        "image": list(pictures),
        "productID": product.public_id,
    }
    if prices:
        data["offers"] = {
            "@type": "AggregateOffer",
            "lowPrice": str(min(prices).decimal),
            "highPrice": str(max(prices).decimal),
            "priceCurrency": prices[0].currency,
            "offerCount": len(prices),
        }
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped above
