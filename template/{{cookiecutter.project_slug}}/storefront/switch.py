"""The form in the frame of every page with which visitors say where they are."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from shop.core.slots import register
from storefront.asking import asking
from storefront.chosen import chosen
from storefront.countries import countries


def where(page: Mapping[str, Any]) -> Mapping[str, Any]:
    """The countries, the one that is shown, and the page to come back to. Costs nothing but now and then."""
    request = page["request"]
    here = chosen(request) or settings.SHOP_COUNTRY
    choices = countries()
    reads = request.method in ("GET", "HEAD")
    return {
        "countries": choices,
        "here": next((country for country in choices if country.code == here), None),
        "asked": asking(request),
        "back": request.get_full_path() if reads else reverse("storefront:cart"),
    }


register("page.header", "storefront/switch.html", where, order=80)
