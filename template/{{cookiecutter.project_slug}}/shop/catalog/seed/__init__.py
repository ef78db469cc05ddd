"""The demonstration shop, Kiln and Cloth: its data lies beside, and this puts it into the database."""

from collections import Counter
from collections.abc import Mapping, Sequence

from shop.catalog.models import Category, Product
from shop.catalog.seed import data
# {% if reached("variants.variants-in-seed") %}
from shop.catalog.seed.variants import seed_variants
# {% endif %}
from shop.catalog.services.categories import create_category
from shop.catalog.services.products import create_product
from shop.catalog.services.publishing import publish_product


def seed() -> str:
    """Add what is missing. What is there stays as it is, whatever somebody has made of it since."""
    shelves = seed_categories()
    new = seed_products(shelves)
    # {% if reached("variants.variants-in-seed") %}
    seed_variants()
    # {% endif %}
    for product in new:
        publish_product(product=product)
    return f"{len(shelves)} categories, {len(data.products())} products"


def seed_categories() -> Mapping[str, Category]:
    """Put up the shelves that are missing, and give all of them by slug."""
    shelves = {category.slug: category for category in Category.objects.all()}
    for told in data.categories():
        if told.slug not in shelves:
            shelves[told.slug] = create_category(
                name=told.name,
                slug=told.slug,
                parent=shelves[told.parent] if told.parent else None,
                position=told.position,
                description=told.description,
            )
    return {told.slug: shelves[told.slug] for told in data.categories()}


def seed_products(shelves: Mapping[str, Category]) -> list[Product]:
    """Write the products that are missing, and give these, in the order in which to publish them."""
    there = set(Product.objects.values_list("slug", flat=True))
    return [
        create_product(
            name=told.name,
            slug=told.slug,
            category=shelves[told.category],
            summary=told.summary,
            description=told.description,
        )
        for told in mixed(data.products())
        if told.slug not in there
    ]


def mixed(products: Sequence[data.SeedProduct]) -> list[data.SeedProduct]:
    """Take the last of each shelf, then the one before it: the newest things of a shop are not all mugs."""
    rank: Counter[str] = Counter()
    ranked = []
    for product in products:
        rank[product.category] += 1
        ranked.append((rank[product.category], product))
    return [product for _, product in sorted(ranked, key=lambda pair: pair[0])[::-1]]
