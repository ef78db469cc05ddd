"""What anybody may ask the shelves."""

from tests.addresses import Row
from tests.builders import a_published_product, a_stock_item, a_variant

ROWS = [Row("GET", "/api/v1/products/known-plate/availability/", 200)]


def stand() -> None:
    """Two plates of which ten lie there, and one of which few do."""
    product = a_published_product(slug="known-plate")
    a_stock_item(variant=a_variant(product=product))
    a_stock_item(variant=a_variant(product=product), on_hand=2)
