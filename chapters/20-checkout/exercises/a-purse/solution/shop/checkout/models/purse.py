"""Purses: what guests have put in, and what each payment took."""

from django.db import models
from django.db.models import Q

from shop.core.money import Money


class Purse(models.Model):
    """What a guest has put in and not spent yet, in one currency."""

    email = models.EmailField()
    amount = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "currency"], name="purse_one_for_each_guest"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="purse_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"Purse {self.pk}: {self.money}"

    @property
    def money(self) -> Money:
        """What is in it."""
        return Money(self.amount, self.currency)


class PursePayment(models.Model):
    """What became of one key.

    Attributes:
        amount: what it took; nothing, if it was given up before it had taken anything.
        is_dead: whether it was given up. It takes nothing any more.
    """

    purse = models.ForeignKey(Purse, on_delete=models.PROTECT, related_name="payments")
    key = models.CharField(max_length=80)
    amount = models.BigIntegerField()
    is_dead = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="purse_payment_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="purse_payment_takes"),
        ]

    def __str__(self) -> str:
        return self.key
