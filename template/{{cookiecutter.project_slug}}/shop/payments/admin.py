"""Payments in the admin: who may look at money looks. Nobody types any in."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from shop.core.money import Money
from shop.orders.admin import OrderAdmin, ReadOnly
from shop.payments.models import Payment, PaymentEvent
from shop.payments.selectors import balance_of

AMOUNTS = ("asked", "authorised", "captured", "refunded", "disputed")


class Amounts:
    """The columns of a payment's balance."""

    @admin.display(description="Asked for", ordering="amount")
    def asked(self, payment: Payment) -> str:
        """What was asked for."""
        return str(payment.asked)

    @admin.display(description="Set aside")
    def authorised(self, payment: Payment) -> str:
        """What may still be taken."""
        return str(Money(balance_of(payment).authorised, payment.currency))

    @admin.display(description="Taken")
    def captured(self, payment: Payment) -> str:
        """What was taken."""
        return str(Money(balance_of(payment).captured, payment.currency))

    @admin.display(description="Given back")
    def refunded(self, payment: Payment) -> str:
        """What went back."""
        return str(Money(balance_of(payment).refunded, payment.currency))

    @admin.display(description="Disputed")
    def disputed(self, payment: Payment) -> str:
        """What the bank holds."""
        return str(Money(balance_of(payment).disputed, payment.currency))


class LooksAtMoney:
    """Pages for who may look at payments."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who has the right to."""
        return request.user.has_perm("payments.view_payment")


class PaymentInline(LooksAtMoney, Amounts, ReadOnly):
    """How an order was paid, on the order's page."""

    model = Payment
    fields = readonly_fields = ("public_id", "gateway", "reference", *AMOUNTS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payment]:
        """The payments with what happened to them: two queries, however many there are."""
        return super().get_queryset(request).prefetch_related("events")


OrderAdmin.also_shows(PaymentInline)


class PaymentEventInline(LooksAtMoney, admin.TabularInline[PaymentEvent, Payment]):
    """What happened to a payment."""

    model = PaymentEvent
    can_delete = False
    extra = 0
    fields = readonly_fields = (
        "kind",
        "reference",
        "amount",
        "note",
        "source",
        "happened_at",
        "recorded_at",
    )

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False


@admin.register(Payment)
class PaymentAdmin(LooksAtMoney, Amounts, admin.ModelAdmin[Payment]):
    """All payments, the newest first."""

    list_display = ("public_id", "order", "gateway", "created_at", *AMOUNTS)
    list_filter = ("gateway", "currency")
    list_select_related = ("order",)
    search_fields = ("public_id", "reference", "order__number", "order__public_id")
    ordering = ("-pk",)
    fields = readonly_fields = ("public_id", "order", "gateway", "reference", "created_at", *AMOUNTS)
    inlines = (PaymentEventInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payment]:
        """The payments with what happened to them."""
        return super().get_queryset(request).prefetch_related("events")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: buyers pay."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: providers tell what happened."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: these are books."""
        return False
