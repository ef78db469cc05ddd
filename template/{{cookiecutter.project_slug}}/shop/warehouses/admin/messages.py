"""What outside systems said, in the admin: staff look, say who counts where, and have problems retried."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from shop.core.admin import ServiceAdmin, become
from shop.warehouses.models import CountedPlace, StockMessage, Worth
from shop.warehouses.services.messages import count_by, retried


@admin.register(CountedPlace)
class CountedPlaceAdmin(ServiceAdmin[CountedPlace]):
    """Who counts where."""

    list_display = ("location", "source")
    list_select_related = ("location",)
    fields = ("location", "source")

    def get_readonly_fields(self, request: HttpRequest, obj: CountedPlace | None = None) -> tuple[str, ...]:
        """Another place is another count."""
        return ("location",) if obj else ()

    def save_model(self, request: HttpRequest, obj: CountedPlace, form: Any, change: bool) -> None:
        """Say who counts."""
        become(obj, count_by(location=obj.location, source=form.cleaned_data["source"]))


@admin.register(StockMessage)
class StockMessageAdmin(ServiceAdmin[StockMessage]):
    """Every message that came. Nobody writes one; who may change them may have problems tried again."""

    list_display = ("message_id", "kind", "location_code", "sku", "quantity", "occurred_at", "worth", "why")
    list_filter = ("worth", "source", "location_code")
    search_fields = ("message_id", "sku", "why")
    date_hierarchy = "occurred_at"
    ordering = ("-id",)
    actions = ("try_again",)
    fields = readonly_fields = (
        "source",
        "message_id",
        "sequence",
        "kind",
        "location_code",
        "sku",
        "quantity",
        "occurred_at",
        "received_at",
        "worth",
        "why",
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a message comes from outside."""
        return False

    @admin.action(description="Try again what is a problem", permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[StockMessage]) -> None:
        """Try the chosen ones, the oldest first."""
        waiting = queryset.filter(worth=Worth.PROBLEM).order_by("id")
        done = [retried(pk) for pk in list(waiting.values_list("pk", flat=True))]
        told = f"{sum(done)} of {len(done)} are no problem any more."
        self.message_user(request, told, messages.SUCCESS if all(done) else messages.WARNING)
