"""What happened to a payment, line by line. From these lines alone follows what it comes to."""

from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.payments.ledger import Kind
from shop.payments.models.payment import CARD, Payment


class PaymentEvent(models.Model):
    """A fact that a provider told. The database refuses to change or delete it, or to write it twice.

    Attributes:
        reference: what it happened to at the provider: a charge, a refund, a dispute.
        amount: of what it happened to, in the payment's currency.
        note: why, in a word of the provider's: `insufficient_funds`.
        source: which message told it.
        happened_at, recorded_at: when, by the provider's clock; and when we heard of it.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind)
    reference = models.CharField(max_length=80)
    amount = models.BigIntegerField()
    note = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=80, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["happened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "kind", "reference", "amount"], name="payment_event_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="payment_event_kind_known"),
            models.CheckConstraint(
                condition=~Q(reference__regex=CARD) & ~Q(note__regex=CARD) & ~Q(source__regex=CARD),
                name="payment_event_holds_no_card",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_event_not_negative"),
            models.CheckConstraint(condition=~Q(reference=""), name="payment_event_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
