"""One list, asked for in two ways; both show the same."""

from django.db.models import QuerySet

from shop.catalog.models import Product, Status
from shop.catalog.selectors import price_range, published_products
from shop.media.models import ProductImage

PRODUCTS = 24


def row_by_row() -> list[object]:
    """What a template does that follows relations from each product of a bare list."""
    return cards(Product.objects.filter(status=Status.PUBLISHED).order_by("-published_at", "-id"))


def together() -> list[object]:
    """The same list, as the shop's selector reads it."""
    return cards(published_products())


def cards(products: QuerySet[Product]) -> list[object]:
    """What a card shows of each product: a shelf, a price, a picture in its widths."""
    return [
        (product.category.name, price_range(product)[0], [widths(one) for one in product.pictures.all()[:1]])
        for product in products[:PRODUCTS]
    ]


def widths(shown: ProductImage) -> list[int]:
    """The widths in which a picture can be had."""
    return [rendition.width for rendition in shown.image.renditions.all()]
