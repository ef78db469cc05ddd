"""The shelves in the admin: staff look, say what came and went, and decide how far to promise."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from shop.accounts.models import User
from shop.core.admin import ServiceAdmin, become
# {% if reached("reservations.lifetime") %}
from shop.inventory.models import Movement, Reason, Reservation, ReservationLine, StockItem
# {% else %}
from shop.inventory.models import Movement, Reason, StockItem
# {% endif %}
from shop.inventory.selectors import FREE, with_free
from shop.inventory.services.ledger import Slip, adjust_stock, receive_stock
from shop.inventory.services.planning import set_backorders, warn_at


class IsLow(admin.SimpleListFilter):
    """What is about to run out."""

    title = "what is left"
    parameter_name = "left"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Say what may be chosen."""
        return [("low", "Few or none")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[StockItem]) -> QuerySet[StockItem]:
        """Keep what was chosen."""
        return queryset.filter(low_at__gte=FREE) if self.value() == "low" else queryset


@admin.register(StockItem)
class StockItemAdmin(ServiceAdmin[StockItem]):
    """What is there. The counts are read here and never typed in: movements and promises make them."""

    list_display = ("sku", "product", "location", "on_hand", "held", "allocated", "free", "backorder_limit")
    list_filter = (IsLow, "location")
    search_fields = ("variant__sku", "variant__name", "variant__product__name")
    ordering = ("variant__sku",)
    fields = ("variant", "location", "on_hand", "held", "allocated", "free", "backorder_limit", "low_at")
    readonly_fields = ("variant", "location", "on_hand", "held", "allocated", "free")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockItem]:
        """The items with what the list shows, in one query."""
        return with_free()

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a thing has its place on the shelf from its first delivery on."""
        return False

    def save_model(
        self, request: HttpRequest, obj: StockItem, form: forms.ModelForm[StockItem], change: bool
    ) -> None:
        """Decide how far to promise, and when to worry."""
        if "backorder_limit" in form.changed_data:
            set_backorders(item=obj, limit=form.cleaned_data["backorder_limit"])
        if "low_at" in form.changed_data:
            warn_at(item=obj, units=form.cleaned_data["low_at"])

    @admin.display(description="SKU", ordering="variant__sku")
    def sku(self, item: StockItem) -> str:
        """What stands on the box."""
        return item.variant.sku

    @admin.display(description="Product")
    def product(self, item: StockItem) -> str:
        """What it is."""
        return f"{item.variant.product.name} {item.variant.name}".strip()

    @admin.display(description="Free", ordering=FREE)
    def free(self, item: Any) -> int:
        """Boxes that nobody has been promised."""
        return int(item.free)


class MovementForm(forms.ModelForm[Movement]):
    """What came or went, of something that has its place."""

    class Meta:
        model = Movement
        fields = ("item", "reason", "quantity", "reference", "note")


@admin.register(Movement)
class MovementAdmin(ServiceAdmin[Movement]):
    """The ledger. Lines are added; a line that is there stays as it is, for everybody."""

    form = MovementForm
    list_display = ("at", "item", "quantity", "balance", "reason", "reference", "by")
    list_filter = ("reason", "item__location")
    list_select_related = ("item__variant", "item__location", "by")
    search_fields = ("item__variant__sku", "reference", "note")
    date_hierarchy = "at"
    ordering = ("-id",)
    raw_id_fields = ("item",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a mistake is corrected by another line."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Movement, form: forms.ModelForm[Movement], change: bool
    ) -> None:
        """Write the line, and the new number of boxes with it."""
        told = form.cleaned_data
        by = request.user if isinstance(request.user, User) else None
        slip = Slip(by=by, reference=told["reference"], note=told["note"])
        become(obj, written(told["item"], told["quantity"], Reason(told["reason"]), slip))


def written(item: StockItem, quantity: int, reason: Reason, slip: Slip) -> Movement:
    """Do what a form says: receive, or adjust."""
    if reason != Reason.RECEIVED:
        return adjust_stock(item=item, change=quantity, reason=reason, slip=slip)
    (movement,) = receive_stock(units={item.variant_id: quantity}, slip=slip, location=item.location)
    return movement
# {% if reached("reservations.lifetime") %}


class ReservationLineInline(admin.TabularInline[ReservationLine, Reservation]):
    """What is in a reservation."""

    model = ReservationLine
    fields = readonly_fields = ("item", "units")
    can_delete = False
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReservationLine]:
        """The lines with what they name."""
        return super().get_queryset(request).select_related("item__variant", "item__location")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False


@admin.register(Reservation)
class ReservationAdmin(ServiceAdmin[Reservation]):
    """Who has what set aside, and since when. Here it is looked at; carts and orders reserve."""

    list_display = ("public_id", "owner", "state", "until", "created_at")
    list_filter = ("state",)
    search_fields = ("public_id", "owner", "lines__item__variant__sku")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    inlines = (ReservationLineInline,)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a promise is made to somebody who asked."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: it ends by being used, released or late."""
        return False
# {% endif %}
