"""Decide what shoppers see."""

from collections.abc import Iterator

from django.db import transaction

from shop.catalog.errors import NotReadyToPublish
from shop.catalog.models import Product, Status
# {% if reached("scaling.purge") %}
from shop.catalog.telling import tell_changed
# {% endif %}
from shop.core import clock


@transaction.atomic
def publish_product(*, product: Product) -> Product:
    """Show a product to shoppers, from now on. One that is shown already keeps its date.

    Raises:
        NotReadyToPublish: names all that the product still lacks.
    """
    locked(product)
    if product.status == Status.PUBLISHED:
        return product
    if lacking := list(lacks(product)):
        raise NotReadyToPublish(
            found=f"`{product.name}` lacks {', '.join(lacking)}.",
            do="add what is missing, then publish again.",
        )
    return moved(product, Status.PUBLISHED)


@transaction.atomic
def unpublish_product(*, product: Product) -> Product:
    """Take a product out of the shop to work on it."""
    locked(product)
    return moved(product, Status.DRAFT)


@transaction.atomic
def archive_product(*, product: Product) -> Product:
    """Take a product out of the shop for good. It is never deleted: orders of long ago still name it."""
    locked(product)
    return moved(product, Status.ARCHIVED)


def lacks(product: Product) -> Iterator[str]:
    """What a product must have before it can be published, and has not."""
    if not product.summary:
        yield "a summary"
    if not product.description:
        yield "a description"
    # {% if reached("variants.variants-in-seed") %}
    if not product.variants.filter(is_active=True).exists():
        yield "an active variant with a price"
    # {% endif %}


def locked(product: Product) -> None:
    """Read a product anew and hold it until the transaction ends, so that two decisions do not cross."""
    product.refresh_from_db(from_queryset=Product.objects.select_for_update())


def moved(product: Product, status: Status) -> Product:
    """Write a product's status, with the date that belongs to it."""
    product.status = status
    product.published_at = clock.now() if status == Status.PUBLISHED else None
    product.save(update_fields=["status", "published_at", "updated_at"])
    # {% if reached("scaling.purge") %}
    tell_changed(product)
    # {% endif %}
    return product
