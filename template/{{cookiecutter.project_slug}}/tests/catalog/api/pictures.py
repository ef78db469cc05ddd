"""Pictures for tests of the API: rows without files, for answers name files and never open them."""

from itertools import count
from typing import Any

from shop.catalog.models import Product
from shop.media.models import Image, ProductImage, Rendition

number = count(1)


def a_picture(product: Product, **fields: Any) -> ProductImage:
    """A picture of a product, in one size."""
    name = f"{next(number):064x}"
    path = f"{name[:2]}/{name[2:]}"
    size = {"width": 1600, "height": 1200, "byte_size": 1000}
    image = Image.objects.create(file=f"images/{path}.webp", content_type="image/webp", sha256=name, **size)
    Rendition.objects.create(image=image, width=320, height=240, file=f"renditions/{path}-320.webp")
    made_up = {"alt": "Something plain.", "position": product.pictures.count()}
    return ProductImage.objects.create(product=product, image=image, **(made_up | fields))
