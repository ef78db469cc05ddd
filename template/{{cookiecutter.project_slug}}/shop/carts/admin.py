"""Carts in the admin: staff look, to help somebody who calls. Nobody writes into what is somebody else's."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shop.carts.models import Cart, CartLine
from shop.carts.reading import cart_now
from shop.carts.selectors import with_groups
from shop.core.admin import ServiceAdmin
from shop.core.money import Money


class CartLineInline(admin.TabularInline[CartLine, Cart]):
    """What is in a cart."""

    model = CartLine
    fields = readonly_fields = ("variant", "quantity", "seen")
    can_delete = False
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[CartLine]:
        """The lines with what they name."""
        return super().get_queryset(request).select_related("variant__product")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: it is somebody else's cart."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False


@admin.register(Cart)
class CartAdmin(ServiceAdmin[Cart]):
    """The carts. The key of a cart opens it for whoever has it, so here only its end is shown."""

    list_display = ("__str__", "user", "things", "country", "updated_at", "expires_at")
    list_filter = ("country",)
    search_fields = ("token__exact", "user__email", "lines__variant__sku__exact")
    search_help_text = "The whole key of a cart, a customer's address, or an SKU."
    date_hierarchy = "updated_at"
    inlines = (CartLineInline,)
    fields = (
        "user",
        "country",
        "region",
        "coupons",
        "version",
        "created_at",
        "updated_at",
        "expires_at",
        "now",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cart]:
        """The carts with the number of their lines, in one query."""
        return with_groups().select_related("user").annotate(things=Count("lines"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a cart is begun by who wants something."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: what a shopper finds there is what they put there."""
        return False

    @admin.display(description="Lines", ordering="things")
    def things(self, cart: Any) -> int:
        """How many lines it has."""
        return int(cart.things)

    @admin.display(description="What it comes to")
    def now(self, cart: Cart) -> SafeString:
        """What the shopper sees at this moment, sentence by sentence."""
        priced = cart_now(cart).priced
        said = [[f"{line.wanted.name}: {' '.join(line.explain())}"] for line in priced.lines]
        said += [[f"{left.wanted.name}: {left.reason}"] for left in priced.left_out]
        said += [[str(refused)] for refused in priced.refused]
        return format_html_join(
            "", "<p>{}</p>", [*said, [f"In all: {Money(priced.gross, priced.currency)}."]]
        )
