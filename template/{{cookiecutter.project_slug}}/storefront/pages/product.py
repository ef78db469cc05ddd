"""One product: its pictures, its options, and what is known of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shop.catalog.errors import ProductNotFound
from shop.catalog.models import Product, Variant
from shop.catalog.selectors import product_by_slug
# {% if reached("inventory.in-carts") %}
from shop.inventory.storefront import note_found
# {% endif %}
# {% if reached("carts.one-price") %}
from storefront.asking import Shown, asking
# {% endif %}
from storefront.details import rows_of, structured
from storefront.navigation import way_to
from storefront.options import axes_of
from storefront.pictures import pictures_for

# {% if reached("carts.one-price") %}
TEMPLATE = "storefront/product_with_prices.html"
# {% elif reached("storefront.slots") %}
TEMPLATE = "storefront/product_with_slots.html"
# {% else %}
TEMPLATE = "storefront/product.html"
# {% endif %}


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a product in the variant that `?variant=SKU` names, or else in its first."""
    try:
        found = product_by_slug(slug)
    except ProductNotFound as error:
        raise Http404(str(error)) from error
    address = reverse("storefront:product", args=[slug])
    chosen = variant_of(found, request.GET.get("variant"))
    if chosen is None:
        # An old letter may name a variant that is sold no more. The product is still the right page.
        return redirect(address)
    canonical = request.build_absolute_uri(address)
    axes = axes_of(found, chosen)
    # {% if reached("carts.one-price") %}
    shown = prices_of(request, found, chosen)
    prices = [price.money for price in shown.values()]
    # {% else %}
    prices = [variant.price for variant in found.variants.all()]
    # {% endif %}
    pictures = pictures_for(chosen, found.pictures.all())
    addresses = [request.build_absolute_uri(picture.src) for picture in pictures]
    context = {
        "product": found,
        "chosen": chosen,
        "here": found.category,
        "trail": way_to(found.category),
        "axes": axes,
        "pictures": pictures,
        "preview": addresses[0] if addresses else None,
        "details": rows_of(chosen, axes),
        "canonical": canonical,
        "structured": structured(found, prices, canonical, addresses),
        # {% if reached("carts.one-price") %}
        "asking": asking(request),
        "shown": shown.get(chosen.pk),
        # {% endif %}
    }
    return render(request, TEMPLATE, context)


def variant_of(product: Product, sku: str | None) -> Variant | None:
    """The variant that somebody asks for by its SKU, or the first; none where there is none of that SKU."""
    variants = product.variants.all()
    return next((variant for variant in variants if sku in (None, variant.sku)), None)
# {% if reached("carts.one-price") %}


def prices_of(request: HttpRequest, product: Product, chosen: Variant) -> dict[int, Shown]:
    """What each variant costs whoever asks, by variant. Costs one query, which brings along what is there."""
    offered = asking(request).brought(product.variants.all())
    # {% if reached("inventory.in-carts") %}
    note_found(chosen, offered)
    # {% endif %}
    return asking(request).all_of(offered)
# {% endif %}
