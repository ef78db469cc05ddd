"""Who has redeemed which coupon, for what."""

from django.db import models
from django.db.models import Q

from shop.core import clock
from shop.promotions.models.promotion import Coupon


class Redemption(models.Model):
    """One use of a coupon. It is never deleted: a use that was given back says when."""

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="redemptions")
    customer = models.CharField(max_length=120, help_text="However the shop knows them, guests too.")
    reference = models.CharField(max_length=64, help_text="What it was redeemed for, such as an order.")
    redeemed_at = models.DateTimeField(default=clock.now)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-redeemed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["coupon", "reference"],
                condition=Q(returned_at__isnull=True),
                name="redemption_once_per_reference",
            ),
        ]
        # For the limit of one customer, which is counted while the coupon is held.
        indexes = [
            models.Index(
                fields=["coupon", "customer"],
                condition=Q(returned_at__isnull=True),
                name="redemption_open_by_customer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coupon} for {self.reference}"
