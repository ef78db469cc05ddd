"""What the frame of every page needs, whichever view made the page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

# {% if reached("carts.one-price") %}
from storefront.asking import asking
# {% endif %}
from storefront.navigation import navigation


def shop(request: HttpRequest) -> dict[str, Any]:
    """The shop's name, its shelves, and the template that frames a page.

    Reads nothing by itself: the admin's pages come through here too, and show no shelves.
    """
    return {
        "shop_name": settings.SHOP_NAME,
        # {% if reached("storefront.product-list") %}
        "shelves": navigation(request).first_row,
        # {% endif %}
        # {% if reached("carts.one-price") %}
        "asked": lambda: asking(request),
        # {% endif %}
        # {% if reached("storefront.slots") %}
        "layout": "storefront/base_with_slots.html",
        # {% else %}
        "layout": "storefront/base.html",
        # {% endif %}
    }
