"""Say which kind of goods a product is."""

from shop.catalog.models import Product
from shop.taxes.models import ProductTax, TaxCategory


def set_tax_category(*, product: Product, category: TaxCategory) -> ProductTax:
    """Say which kind of goods a product is."""
    told, _ = ProductTax.objects.update_or_create(product=product, defaults={"category": category})
    return told


def clear_tax_category(*, product: Product) -> None:
    """Let a product be of the standard kind again."""
    ProductTax.objects.filter(product=product).delete()
