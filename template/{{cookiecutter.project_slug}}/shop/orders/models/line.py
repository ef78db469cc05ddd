"""What was sold, as it was sold. A line that is written stays as it is."""

from django.db import models
from django.db.models import F, Q

from shop.catalog.models import Variant
from shop.core.money import Money
from shop.orders.models.order import Order


class OrderLine(models.Model):
    """So many of one thing, with its words and prices of that day. The database refuses to change it.

    Attributes:
        number: its place in the order, from 1 on. The history speaks of lines by it.
        sku, name, options: the words of that day. The variant may be called otherwise now.
        unit_amount: what one cost, before anything was taken off, with tax or without as the order says.
        reductions: what was taken off, each with its offer, its amount and its sentence.
        tax_name, tax_percent: what was charged; no name where nothing was.
        parts: of what one is packed, units by variant id; itself, if it is a thing by itself.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    sku = models.CharField("SKU", max_length=64)
    name = models.CharField(max_length=200)
    options = models.CharField(max_length=160, blank=True)
    quantity = models.PositiveIntegerField()
    unit_amount = models.BigIntegerField()
    discount_amount = models.BigIntegerField(default=0)
    reductions = models.JSONField(default=list)
    tax_name = models.CharField(max_length=60, blank=True)
    tax_percent = models.DecimalField(max_digits=7, decimal_places=4)
    net_amount = models.BigIntegerField()
    tax_amount = models.BigIntegerField()
    gross_amount = models.BigIntegerField()
    parts = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="order_line_once"),
            models.CheckConstraint(condition=Q(number__gte=1, quantity__gte=1), name="order_line_has_units"),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount")),
                name="order_line_net_and_tax_are_gross",
            ),
            models.CheckConstraint(
                condition=Q(net_amount__gte=0, tax_amount__gte=0, tax_percent__gte=0, unit_amount__gte=0),
                name="order_line_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(discount_amount__gte=0, discount_amount__lte=F("unit_amount") * F("quantity")),
                name="order_line_discount_within_price",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"

    @property
    def unit(self) -> Money:
        """What one cost."""
        return Money(self.unit_amount, self.order.currency)
