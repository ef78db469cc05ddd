"""What anybody may read of sets."""

from shop.bundles.models import BundleItem
from tests.addresses import Row
from tests.builders import a_published_product, a_variant

ROWS = [Row("GET", "/api/v1/bundles/KNOWN-SET/", 200)]


def stand() -> None:
    """Two of something as a set."""
    product = a_published_product(slug="known-set")
    bundle = a_variant(product=product, sku="KNOWN-SET")
    BundleItem.objects.create(bundle=bundle, component=a_variant(), quantity=2)
