"""Orders in the admin: staff look, read what happened, and do what they have a right to. Nobody types in."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from shop.accounts.models import User
from shop.core.admin import ServiceAdmin
from shop.core.errors import ShopError
# {% if reached("migrations.tighten") %}
from shop.orders.emails import email_key
# {% endif %}
from shop.orders.models import Order, OrderContact, OrderEvent, OrderLine, Reason
from shop.orders.people import Actor
from shop.orders.services.changing import cancel_order, confirm_order
from shop.orders.states import Role

Action = Callable[["OrderAdmin", HttpRequest, QuerySet[Order]], None]


class ReadOnly(admin.TabularInline[Any, Order]):
    """A part of an order, to be looked at by who may look at orders."""

    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who may look at the order."""
        return request.user.has_perm("orders.view_order")


class LineInline(ReadOnly):
    """What was sold."""

    model = OrderLine
    fields = ("number", "sku", "name", "options", "quantity", "net_amount", "tax_amount", "gross_amount")


class EventInline(ReadOnly):
    """What happened."""

    model = OrderEvent
    fields = readonly_fields = ("number", "verb", "state", "role", "by", "reason", "data", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderEvent]:
        """The events with who did them."""
        return super().get_queryset(request).select_related("by")


class ContactInline(ReadOnly):
    """Whose it is."""

    model = OrderContact
    fields = ("email", "customer", "ship_to", "bill_to")


def cancelling(reason: Reason) -> Action:
    """The action that cancels for a reason."""

    @admin.action(description=f"Cancel: {reason.label}", permissions=["cancel"])
    def cancel(page: "OrderAdmin", request: HttpRequest, chosen: QuerySet[Order]) -> None:
        page.each(
            request, chosen, lambda order, by: cancel_order(order=order, reason=reason, by=by), "cancelled"
        )

    cancel.__name__ = f"cancel_{reason.name.lower()}"
    return cancel


@admin.register(Order)
class OrderAdmin(ServiceAdmin[Order]):
    """All orders, the newest first."""

    list_display = ("label", "placed_at", "state", "units", "total", "country", "email")
    list_filter = ("state", "currency", "country")
    list_select_related = ("contact",)
    # {% if reached("migrations.tighten") %}
    search_fields = ("public_id", "number", "lines__sku")
    # {% else %}
    search_fields = ("public_id", "number", "contact__email", "lines__sku")
    # {% endif %}
    date_hierarchy = "placed_at"
    ordering = ("-placed_at", "-id")
    fields = readonly_fields = (
        "label",
        "public_id",
        "state",
        "placed_at",
        "changed_at",
        "units",
        "total",
        "net_amount",
        "tax_amount",
        "tax_note",
        "currency",
        "country",
        "region",
        "reservation",
    )
    inlines = (LineInline, EventInline, ContactInline)
    actions = ("confirm", *(cancelling(reason) for reason in Reason))

    # {% if reached("migrations.tighten") %}
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Order], search_term: str
    ) -> tuple[QuerySet[Order], bool]:
        """Take what has an @ as an address, and find it by its index; else as the admin has it."""
        if "@" in search_term:
            return queryset.filter(contact__email_key=email_key(search_term)), False
        return super().get_search_results(request, queryset, search_term)

    # {% endif %}
    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: an order is a cart that somebody has agreed to."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: what happens to an order, its verbs do."""
        return False

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may confirm orders."""
        return request.user.has_perm("orders.confirm_order")

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may cancel orders."""
        return request.user.has_perm("orders.cancel_order")

    @admin.action(description="Confirm", permissions=["confirm"])
    def confirm(self, request: HttpRequest, chosen: QuerySet[Order]) -> None:
        """Say of the chosen orders that somebody makes them ready."""
        self.each(request, chosen, lambda order, by: confirm_order(order=order, by=by), "confirmed")

    def each(
        self, request: HttpRequest, chosen: QuerySet[Order], verb: Callable[[Order, Actor], Any], done: str
    ) -> None:
        """Do something to each order; one that refuses does not hold up the others."""
        by = Actor(Role.STAFF, request.user if isinstance(request.user, User) else None)
        count = 0
        for order in chosen:
            try:
                verb(order, by)
                count += 1
            except ShopError as refusal:
                self.message_user(request, f"{order}: {refusal}", messages.ERROR)
        if count:
            self.message_user(request, f"{count} {done}.", messages.SUCCESS)

    @admin.display(description="Total", ordering="gross_amount")
    def total(self, order: Order) -> str:
        """What it comes to now."""
        return str(order.gross)

    @admin.display(description="E-mail")
    def email(self, order: Order) -> str:
        """Whose it is; nothing, if that was removed."""
        contact = getattr(order, "contact", None)
        return contact.email if contact else ""
