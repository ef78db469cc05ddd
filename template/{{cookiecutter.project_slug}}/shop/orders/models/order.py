"""An order: where it stands now, and what it comes to now. How it came to that, its history says."""

from django.db import models
from django.db.models import F, Q

from shop.core import clock
from shop.core.ids import public_id
from shop.core.money import CURRENCY, Money
from shop.inventory.models import Reservation
from shop.orders.states import State


def new_public_id() -> str:
    """Make an order's public identifier."""
    return public_id("ord")


class Order(models.Model):
    """What somebody bought at one moment. No name and no address stand here: see `OrderContact`.

    Attributes:
        cart: the key of the cart that it was. The cart is gone; the key is kept so that it is ordered once.
        series: the numbers of one series follow each other without a gap; see `number`.
        included: whether its prices have the tax in them.
        region: where it went, in the words of that day.
        tax_note: what the law wants to be said where the tax is not the usual one.
        reservation: what is set aside for it.
        state, version, units, net_amount, tax_amount, gross_amount: as the history says; kept here to be
            searched and added up.
        version: counts what happened to it.
        units: how many things are left in it.
    """

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    cart = models.CharField(max_length=24, editable=False)
    series = models.CharField(max_length=12, editable=False)
    number = models.PositiveIntegerField(editable=False)
    state = models.CharField(max_length=12, choices=State, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    currency = models.CharField(max_length=3, editable=False)
    included = models.BooleanField(editable=False)
    country = models.CharField(max_length=2, editable=False)
    region = models.CharField(max_length=60, blank=True, editable=False)
    tax_note = models.CharField(max_length=200, blank=True, editable=False)
    units = models.PositiveIntegerField(editable=False)
    net_amount = models.BigIntegerField(editable=False)
    tax_amount = models.BigIntegerField(editable=False)
    gross_amount = models.BigIntegerField(editable=False)
    reservation = models.OneToOneField(Reservation, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        permissions = [
            ("confirm_order", "Can confirm orders"),
            ("reduce_order", "Can take things off orders"),
            ("cancel_order", "Can cancel orders"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="order_public_id_unique"),
            models.UniqueConstraint(fields=["cart"], name="order_one_for_each_cart"),
            models.UniqueConstraint(fields=["series", "number"], name="order_number_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="order_state_known"),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount")),
                name="order_net_and_tax_are_gross",
            ),
            models.CheckConstraint(
                condition=Q(net_amount__gte=0, tax_amount__gte=0), name="order_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, version__gte=1), name="order_counts_begin_at_one"
            ),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="order_currency_shape"),
        ]
        # What the office looks at: the newest first, all of them or those of one state.
        indexes = [
            models.Index(fields=["-placed_at", "-id"], name="order_newest"),
            models.Index(fields=["state", "-placed_at", "-id"], name="order_newest_of_state"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its number as people say it: 2026-000042."""
        return f"{self.series}-{self.number:06}"

    @property
    def gross(self) -> Money:
        """What it comes to now."""
        return Money(self.gross_amount, self.currency)
