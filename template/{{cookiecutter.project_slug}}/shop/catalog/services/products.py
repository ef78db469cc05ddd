"""Write products."""

from typing import TypedDict, Unpack

# {% if reached("scaling.purge") %}
from django.db import transaction
# {% endif %}
from django.utils.text import slugify

from shop.catalog.errors import NotReadyToPublish
from shop.catalog.models import Category, Product
from shop.catalog.services.categories import slug_taken
# {% if reached("scaling.purge") %}
from shop.catalog.telling import tell_changed
# {% endif %}
from shop.core.integrity import refusing


def create_product(
    *, name: str, category: Category, slug: str = "", summary: str = "", description: str = ""
) -> Product:
    """Begin a product. It is a draft: nobody sees it before it is published.

    Args:
        slug: its name in addresses; made from the name unless given. It should never change afterwards.

    Raises:
        SlugTaken: another product has this slug.
    """
    product = Product(
        name=name,
        slug=slug or slugify(name),
        category=category,
        summary=summary,
        description=description,
    )
    return saved(product)


class Changes(TypedDict, total=False):
    """What may be changed about a product; where it stands in its life is not among it."""

    name: str
    slug: str
    category: Category
    summary: str
    description: str


def update_product(*, product: Product, **changes: Unpack[Changes]) -> Product:
    """Change what is told about a product.

    Raises:
        SlugTaken: another product has the new slug.
        NotReadyToPublish: it is published, and its summary or description would be empty.
    """
    for field, value in changes.items():
        setattr(product, field, value)
    return saved(product)


# {% if reached("scaling.purge") %}
@transaction.atomic
# {% endif %}
def saved(product: Product) -> Product:
    """Check a product's fields and write it."""
    product.clean_fields(exclude=["category"])
    rules = {
        "product_slug_unique": slug_taken(product.slug),
        "product_published_is_described": NotReadyToPublish(
            found=f"`{product.name}` is published, and its summary or its description would be empty.",
            do="keep both, or take the product out of the shop first.",
        ),
    }
    with refusing(rules):
        product.save()
    # {% if reached("scaling.purge") %}
    tell_changed(product)
    # {% endif %}
    return product
