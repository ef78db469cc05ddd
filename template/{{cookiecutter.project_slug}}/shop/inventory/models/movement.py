"""What made the boxes more or fewer. A line that is written stays as it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.inventory.models.stock import StockItem


class Reason(models.TextChoices):
    """Why the number of boxes changed."""

    RECEIVED = "received", "Received: a delivery came"
    FOUND = "found", "Found: it was there all the time"
    COUNTED = "counted", "Counted: the shelf says something else"
    DAMAGED = "damaged", "Damaged: it cannot be sold"
    LOST = "lost", "Lost: nobody knows where it is"
    # {% if reached("warehouses.transfers") %}
    MOVED = "moved", "Moved: it is elsewhere, and still ours"
    # {% endif %}


MORE = (Reason.RECEIVED, Reason.FOUND)
FEWER = (Reason.DAMAGED, Reason.LOST)
# {% if reached("warehouses.transfers") %}
EITHER = (Reason.COUNTED, Reason.MOVED)
# {% endif %}


class Movement(models.Model):
    """One line of the ledger. The database refuses to change or delete it: a mistake is corrected by a line.

    Attributes:
        quantity: how many boxes more; below zero, how many fewer.
        balance: how many there were afterwards.
        reference: what it belongs to, in somebody else's words: a delivery note, an order.
        by: who did it; nobody, if it was a program.
    """

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="movements")
    reason = models.CharField(max_length=8, choices=Reason)
    quantity = models.IntegerField()
    balance = models.IntegerField()
    reference = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="movement_reason_known"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="movement_balance_not_negative"),
            models.CheckConstraint(
                condition=Q(reason__in=MORE, quantity__gt=0)
                | Q(reason__in=FEWER, quantity__lt=0)
                # {% if reached("warehouses.transfers") %}
                | (Q(reason__in=EITHER) & ~Q(quantity=0)),
                # {% else %}
                | (Q(reason=Reason.COUNTED) & ~Q(quantity=0)),
                # {% endif %}
                name="movement_sign_fits_reason",
            ),
        ]
        # An item's history, the newest first, and its sum; the order of the keys is the order of the writes,
        # because whoever writes holds the item's row.
        indexes = [models.Index(fields=["item", "-id"], name="movement_history")]

    def __str__(self) -> str:
        return f"{self.item}: {self.quantity:+} {self.reason}"
