"""The first page: what this shop is, its shelves, and what is new."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shop.catalog.selectors import published_products
# {% if reached("carts.one-price") %}
from storefront.asking import asking
# {% endif %}
from storefront.cards import card_of, for_cards
from storefront.navigation import navigation
from storefront.paging import BadPlace, page_of
from storefront.showcase import showcase


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest products; the first page opens with a picture and the shelves.

    Costs four queries.
    """
    try:
        # {% if reached("carts.one-price") %}
        page = page_of(for_cards(published_products(), asking(request)), request.GET, size=12)
        # {% else %}
        page = page_of(for_cards(published_products()), request.GET, size=12)
        # {% endif %}
    except BadPlace as error:
        raise Http404(str(error)) from error
    # {% if reached("carts.one-price") %}
    cards = [card_of(product, asking(request)) for product in page.products]
    # {% else %}
    cards = [card_of(product) for product in page.products]
    # {% endif %}
    context = {
        "page": page,
        "cards": cards,
        "hero": next((card for card in cards if card.picture), None) if page.first else None,
        "showcase": showcase(navigation(request), cards) if page.first else [],
        "canonical": request.build_absolute_uri(request.path) if page.first else None,
    }
    return render(request, "storefront/home.html", context)
