"""A checkout: how far one cart has come on its way to an order. No name and no address stand here."""

from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.core.ids import public_id
from shop.core.money import CURRENCY, Money
from shop.inventory.models import Reservation
from shop.orders.models import Order


class Point(models.TextChoices):
    """From where a checkout goes on, whoever asks and whatever broke down before."""

    BEGUN = "begun", "Begun: we know who buys, and where it goes"
    PREPARED = "prepared", "Prepared: the total is agreed, and all of it is set aside"
    ASKED = "asked", "Asked: somebody outside was asked for the money, and may have it"
    PAID = "paid", "Paid, or sure to be: what is left is to write the order"
    RETURNING = "returning", "Returning: it cannot be ordered any more, and the money goes back"
    ORDERED = "ordered", "Ordered"


class Settled(models.TextChoices):
    """What is known of the money."""

    NEEDS_ACTION = "needs-action", "The buyer has to do something"
    PENDING = "pending", "It comes later"
    PAID = "paid", "It is there"


def new_public_id() -> str:
    """Make a checkout's public identifier."""
    return public_id("chk")


class Checkout(models.Model):
    """One cart on its way to an order.

    Attributes:
        cart: the cart's key. It opens the checkout too, also when the cart has become an order.
        cart_version: the cart as it was set aside.
        shown: what the shopper was shown last; see `Shown`. What changed is found by comparing.
        total_amount, currency: what was agreed to, and is paid.
        attempt: counts the payments that were tried; each has a key of its own.
        reference: what the payment is called by whoever makes it.
        instructions: what the buyer has to know of it, as pairs of word and value: in an object, PostgreSQL
            would put the words into an order of its own.
    """

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    cart = models.CharField(max_length=24, editable=False)
    cart_version = models.PositiveIntegerField(default=0, editable=False)
    point = models.CharField(max_length=10, choices=Point, default=Point.BEGUN, editable=False)
    shown = models.JSONField(default=dict, editable=False)
    total_amount = models.BigIntegerField(null=True, editable=False)
    currency = models.CharField(max_length=3, blank=True, editable=False)
    reservation = models.ForeignKey(
        Reservation, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    way = models.CharField(max_length=40, editable=False)
    attempt = models.PositiveIntegerField(default=1, editable=False)
    settled = models.CharField(max_length=12, choices=Settled, blank=True, editable=False)
    reference = models.CharField(max_length=120, blank=True, editable=False)
    instructions = models.JSONField(default=list, editable=False)
    order = models.OneToOneField(
        Order, null=True, on_delete=models.PROTECT, related_name="checkout", editable=False
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="checkout_public_id_unique"),
            models.UniqueConstraint(fields=["cart"], name="checkout_one_for_each_cart"),
            models.CheckConstraint(condition=Q(point__in=Point.values), name="checkout_point_known"),
            models.CheckConstraint(
                condition=Q(point=Point.BEGUN)
                | Q(total_amount__gte=0, currency__regex=CURRENCY, reservation__isnull=False),
                name="checkout_agreed_and_set_aside",
            ),
            models.CheckConstraint(
                condition=~Q(point__in=[Point.PAID, Point.ORDERED])
                | Q(settled__in=[Settled.PENDING, Settled.PAID]),
                name="checkout_settled_before_ordered",
            ),
            models.CheckConstraint(
                condition=Q(point=Point.ORDERED, order__isnull=False)
                | (~Q(point=Point.ORDERED) & Q(order__isnull=True)),
                name="checkout_ordered_has_an_order",
            ),
            models.CheckConstraint(condition=Q(attempt__gte=1), name="checkout_attempts_begin_at_one"),
        ]
        # What the sweeper walks: the few between the money and the order, the oldest first.
        indexes = [
            models.Index(
                fields=["changed_at", "id"],
                condition=Q(point__in=[Point.ASKED, Point.PAID, Point.RETURNING]),
                name="checkout_unfinished",
            ),
            models.Index(fields=["created_at"], name="checkout_age"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def total(self) -> Money | None:
        """What was agreed to, if anything was."""
        return None if self.total_amount is None else Money(self.total_amount, self.currency)

    @property
    def payment_key(self) -> str:
        """What this attempt to pay is called outside: the same however often it is asked for."""
        return f"{self.public_id}-{self.attempt}"
