"""A payment: that so much is to be paid, by one way. What came of it, its events say."""

from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.core.ids import public_id
from shop.core.money import CURRENCY, Money
from shop.orders.models import Order

# Digits alone, as many as a card has. A provider's names have letters; so this is a card, and not for us.
CARD = r"^[0-9 -]{12,}$"


def new_public_id() -> str:
    """Make a payment's public identifier."""
    return public_id("pay")


class Payment(models.Model):
    """Something that somebody is to pay. No amount that changes stands here, and nothing of a card.

    Attributes:
        subject: the public identifier of what is paid for, such as a checkout, before there is an order.
        order: the order that came of it.
        gateway: the way to pay, by its name.
        reference: what it is called at the provider; empty until the provider has been asked.
        amount: what is asked for, in the currency's minor unit.
    """

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    subject = models.CharField(max_length=24, blank=True, editable=False)
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="payments")
    gateway = models.CharField(max_length=20, editable=False)
    reference = models.CharField(max_length=80, blank=True, editable=False)
    currency = models.CharField(max_length=3, editable=False)
    amount = models.BigIntegerField(editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["pk"]
        # {% if reached("launch.card-testing") %}
        indexes = [models.Index(fields=["subject"], name="payment_subject")]
        # {% endif %}
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="payment_public_id_unique"),
            # One thing at a provider is one payment here: whoever is told of it finds one.
            models.UniqueConstraint(
                fields=["gateway", "reference"], condition=~Q(reference=""), name="payment_reference_once"
            ),
            models.CheckConstraint(
                condition=~Q(reference__regex=CARD) & ~Q(subject__regex=CARD), name="payment_holds_no_card"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(order__isnull=False) | ~Q(subject=""), name="payment_for_something"
            ),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="payment_currency_shape"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def asked(self) -> Money:
        """What is asked for."""
        return Money(self.amount, self.currency)
