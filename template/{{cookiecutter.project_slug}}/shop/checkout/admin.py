"""Checkouts in the admin: staff look how far one has come, and find the order that a transfer is for."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from shop.checkout.models import Checkout
from shop.core.admin import ServiceAdmin


@admin.register(Checkout)
class CheckoutAdmin(ServiceAdmin[Checkout]):
    """All checkouts, the newest first. Nobody types in: how far one is, its services say."""

    list_display = ("public_id", "point", "way", "settled", "reference", "agreed", "order", "changed_at")
    list_filter = ("point", "way", "settled")
    list_select_related = ("order",)
    search_fields = ("public_id", "reference", "order__public_id", "order__number")
    ordering = ("-created_at", "-id")
    fields = readonly_fields = (
        "public_id",
        "point",
        "way",
        "settled",
        "reference",
        "attempt",
        "agreed",
        "order",
        "reservation",
        "created_at",
        "changed_at",
    )

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a checkout is begun by who buys."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    @admin.display(description="Total", ordering="total_amount")
    def agreed(self, checkout: Checkout) -> str:
        """What was agreed to."""
        return str(checkout.total or "")
