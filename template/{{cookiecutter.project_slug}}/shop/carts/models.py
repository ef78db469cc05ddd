"""What somebody wants, as the database keeps it. What it costs is not kept: it is computed when asked."""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from shop.accounts.models import User
from shop.catalog.models import Variant
from shop.core import clock
from shop.core.ids import public_id
from shop.core.money import CURRENCY, Money
from shop.pricing.models import Region

# More of one thing is a mistake of the hand, or a customer whom somebody should telephone.
MOST_OF_ONE = 99
MOST_LINES = 100
MOST_COUPONS = 5


def new_token() -> str:
    """Make the key to a cart. Whoever has it has the cart, so nobody can guess it: it has 100 random bits."""
    return public_id("crt")


class Cart(models.Model):
    """What one shopper wants, and where they are.

    Attributes:
        version: counts the changes, so that nobody overwrites what they have not seen.
        country: where it will go; empty for the shop's own.
        region: the one that the country belongs to. Its currency is the cart's.
        groups: those that the customer is in, by slug; there for a cart that came from a selector or service.
        # {% if reached("carts.overflow") %}
        overflow: what did not fit when another cart was poured into it, for its shopper; see `overflow.py`.
        # {% endif %}
    """

    groups: Sequence[str]

    token = models.CharField(max_length=24, default=new_token, editable=False)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    coupons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # {% if reached("carts.overflow") %}
    overflow = ArrayField(models.JSONField(), default=list, blank=True, editable=False)
    # {% endif %}
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["token"], name="cart_token_unique"),
            models.UniqueConstraint(fields=["user"], name="cart_one_for_each_customer"),
            models.CheckConstraint(
                condition=Q(country="", region__isnull=True) | ~Q(country="") & Q(region__isnull=False),
                name="cart_country_has_a_region",
            ),
            models.CheckConstraint(
                condition=Q(coupons__len__lte=MOST_COUPONS), name="cart_not_too_many_coupons"
            ),
            # {% if reached("carts.overflow") %}
            models.CheckConstraint(
                condition=Q(overflow__len__lte=MOST_LINES), name="cart_not_too_much_overflow"
            ),
            # {% endif %}
        ]
        indexes = [models.Index(fields=["expires_at"], name="cart_expiry")]

    def __str__(self) -> str:
        return f"cart ...{self.token[-5:]}"


class CartLine(models.Model):
    """So many of one variant.

    Attributes:
        seen_amount: what one cost when its shopper last looked, to tell them if that has changed.
    """

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    seen_amount = models.BigIntegerField(null=True, blank=True)
    seen_currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="cart_names_a_variant_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_OF_ONE), name="cart_line_quantity_in_bounds"
            ),
            models.CheckConstraint(
                condition=Q(seen_amount__isnull=True, seen_currency="")
                | Q(seen_amount__isnull=False, seen_amount__gte=0, seen_currency__regex=CURRENCY),
                name="cart_line_seen_price_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.variant}"

    @property
    def seen(self) -> Money | None:
        """What one cost when its shopper last looked, if they did."""
        return None if self.seen_amount is None else Money(self.seen_amount, self.seen_currency)
