"""What can be asked of the catalog. Each question says what it costs."""

from typing import TypedDict

from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, Subquery
from django_stubs_ext import WithAnnotations

from shop.catalog import cards
from shop.catalog.errors import ProductNotFound
from shop.catalog.models import Category, Product, ProductAttribute, Status, Variant, VariantValue
from shop.core.money import Money


def published_products(category: Category | None = None) -> QuerySet[Product]:
    """What shoppers see, the newest first, with all that a card in a list shows.

    Args:
        category: only what stands on this shelf, and on the shelves below it.

    Costs one query, and one for each prefetch in `cards`, however long the list is.
    Uses the index `product_newest`, or `product_newest_in_category` for a shelf of the second row, and sorts
    nothing. For a shelf of the first row the database decides by what lies below it.
    """
    products = for_shoppers().select_related("category").order_by("-published_at", "-id")
    # {% if reached("variants.variant-model") %}
    products = products.prefetch_related(*cards.lookups())
    # {% endif %}
    return products.filter(on_shelf(category)) if category else products


def for_shoppers() -> QuerySet[Product]:
    """The products that shoppers may see at all, bare and in no order."""
    # {% if reached("variants.variants-in-seed") %}
    active = Variant.objects.filter(product=OuterRef("pk"), is_active=True)
    return Product.objects.filter(Exists(active), status=Status.PUBLISHED)
    # {% else %}
    return Product.objects.filter(status=Status.PUBLISHED)
    # {% endif %}


def on_shelf(category: Category) -> Q:
    """The condition that a product stands in a category or below it. Costs nothing."""
    if category.parent_id:
        # Second row: nothing stands below. The plain condition lets the database walk this shelf's index.
        return Q(category=category)
    return Q(category=category) | Q(category__parent=category)


def product_by_slug(slug: str) -> Product:
    """One product that shoppers may see, with all that its page shows.

    Costs what a list of one costs, and two for what its variants differ in.

    Raises:
        ProductNotFound: there is none of that name, or it is not published.
    """
    product = published_products().select_related("category__parent").filter(slug=slug)
    # {% if reached("variants.attributes") %}
    values = VariantValue.objects.select_related("attribute", "choice")
    axes = ProductAttribute.objects.select_related("attribute")
    product = product.prefetch_related(Prefetch("variants__values", values), Prefetch("axes", axes))
    # {% endif %}
    if found := product.first():
        return found
    raise ProductNotFound(found=f"`{slug}`.", do="look for it in the list of products.")


class Counted(TypedDict):
    """What `categories_with_counts` adds to a category."""

    product_count: int


def categories_with_counts() -> "QuerySet[WithAnnotations[Category, Counted]]":
    """All categories, each with the number of products that shoppers find in and below it.

    Costs one query; the parents come along.
    """
    # First the shelves, then what stands on them, by their index. A condition that is about both at once
    # makes the database read all products for each shelf.
    shelf = OuterRef(OuterRef("pk"))
    shelves = Category.objects.filter(Q(pk=shelf) | Q(parent=shelf)).values("pk")
    here = for_shoppers().filter(category__in=shelves)
    # Group by nothing: one row with the number, and not one row a product.
    counted = here.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Category.objects.select_related("parent").annotate(product_count=Subquery(counted))
# {% if reached("variants.variant-model") %}


def price_range(product: Product) -> tuple[Money, Money]:
    """The lowest and the highest price of what may be sold of a product.

    Costs nothing for a product from this module, else one query.

    Raises:
        LookupError: nothing of it is sold; the products of `published_products` always have something.
    """
    prices = sorted(variant.price for variant in product.variants.all() if variant.is_active)
    if not prices:
        raise LookupError(f"Nothing of `{product.slug}` is sold: it has no active variant.")
    return prices[0], prices[-1]
# {% endif %}
