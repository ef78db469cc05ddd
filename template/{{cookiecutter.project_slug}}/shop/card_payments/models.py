"""Which payment belongs to which attempt to pay a checkout."""

from django.db import models

from shop.payments.models import Payment


class Attempt(models.Model):
    """One attempt to pay by card: an attempt is one payment, however often it is asked for.

    Attributes:
        key: the attempt's, as the checkout has it; see `Checkout.payment_key`.
    """

    key = models.CharField(max_length=40, editable=False)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="attempt", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="card_attempt_once")]

    def __str__(self) -> str:
        return self.key
