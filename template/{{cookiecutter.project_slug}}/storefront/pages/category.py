"""One shelf of the shop."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shop.catalog.selectors import published_products
# {% if reached("carts.one-price") %}
from storefront.asking import asking
# {% endif %}
from storefront.cards import card_of, for_cards
from storefront.navigation import navigation, way_to
from storefront.paging import BadPlace, page_of


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what stands on a shelf and on those below it, the newest first.

    Costs four queries, however much stands there.
    """
    shelves = navigation(request)
    here = shelves.find(slug)
    if here is None:
        raise Http404(f"The shop has no category `{slug}`.")
    try:
        # {% if reached("performance.whole-shop") %}
        products = published_products().filter(category__in=shelves.under(here))
        page = page_of(for_cards(products, asking(request)), request.GET)
        # {% elif reached("carts.one-price") %}
        page = page_of(for_cards(published_products(here), asking(request)), request.GET)
        # {% else %}
        page = page_of(for_cards(published_products(here)), request.GET)
        # {% endif %}
    except BadPlace as error:
        raise Http404(str(error)) from error
    context = {
        "here": here,
        "trail": way_to(here),
        "family": shelves.family(here),
        "page": page,
        # {% if reached("carts.one-price") %}
        "cards": [card_of(product, asking(request)) for product in page.products],
        # {% else %}
        "cards": [card_of(product) for product in page.products],
        # {% endif %}
        "canonical": request.build_absolute_uri(request.path) if page.first else None,
    }
    return render(request, "storefront/category.html", context)
