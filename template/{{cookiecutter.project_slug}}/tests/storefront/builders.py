"""Builders of what the storefront's tests need besides the catalog's."""

import hashlib
from datetime import timedelta
from itertools import count
from typing import Any

from shop.catalog.models import Product, Variant
from shop.core import clock
from shop.media.models import Image, ProductImage, Rendition
from tests.builders import a_published_product

number = count(1)


def a_picture(product: Product, *, alt: str = "A bowl", variant: Variant | None = None) -> ProductImage:
    """A picture on a product's page, in two widths. Nobody opens its files here, so there are none."""
    name = hashlib.sha256(str(next(number)).encode()).hexdigest()
    place = f"{name[:2]}/{name[2:]}"
    image = Image.objects.create(
        file=f"images/{place}.jpg",
        content_type="image/jpeg",
        width=960,
        height=1200,
        byte_size=1,
        sha256=name,
    )
    for width in (480, 960):
        file = f"renditions/{place}-{width}.webp"
        Rendition.objects.create(image=image, width=width, height=width * 5 // 4, file=file)
    return ProductImage.objects.create(product=product, image=image, alt=alt, variant=variant)


def products(quantity: int, **fields: Any) -> list[Product]:
    """Published products with a picture each, the first one the newest."""
    now = clock.now()
    made = []
    for n in range(quantity):
        product = a_published_product(**{"published_at": now - timedelta(hours=n)} | fields)
        a_picture(product)
        made.append(product)
    return made
