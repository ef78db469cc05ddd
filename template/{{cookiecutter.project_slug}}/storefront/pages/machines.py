"""What programs read: which addresses they may look at, and which there are."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from shop.catalog.models import Category, Product
from shop.catalog.selectors import for_shoppers


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Welcome every robot to the shop's pages, and tell it where their list is."""
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('storefront:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class Products(Sitemap[Product]):
    """All products that shoppers may see; a list longer than 50,000 is split by Django."""

    def items(self) -> QuerySet[Product]:
        """The products in an order that stays while robots read page after page."""
        return for_shoppers().order_by("id").only("slug", "updated_at")

    def lastmod(self, item: Product) -> datetime:
        """When it last changed."""
        return item.updated_at


class Categories(Sitemap[Category]):
    """All shelves."""

    def items(self) -> QuerySet[Category]:
        """The shelves."""
        return Category.objects.order_by("id")


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {"products": Products, "categories": Categories}


@require_safe
def sitemaps(request: HttpRequest) -> HttpResponseBase:
    """List the sitemap's parts, each with its own address."""
    return index(request, SITEMAPS, sitemap_url_name="storefront:sitemap-part")
