"""Prices on lists: each list says for whom, where and when, and its rows say how much."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from shop.catalog.models import Variant
from shop.core.money import CURRENCY, Money
from shop.core.shapes import SLUG, slug
from shop.pricing.models.group import CustomerGroup
from shop.pricing.models.region import Region


class Kind(models.TextChoices):
    """What a list is."""

    STANDING = "standing", "standing prices"
    SALE = "sale", "a reduction, announced as one"


class Period(Func):
    """From a moment on, up to another and without it; open where there is none."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class PriceList(models.Model):
    """Prices in one currency, from a moment on; for one region or all, for one group or everybody."""

    slug = models.SlugField(max_length=40, validators=[slug], help_text="Its name in files and reports.")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STANDING)
    currency = models.CharField(max_length=3)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: all."
    )
    group = models.ForeignKey(
        CustomerGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: everybody.",
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: until further notice.")

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="list_slug_unique"),
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="list_slug_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="list_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="list_kind_known"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="list_currency_shape"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="list_ends_after_it_starts",
            ),
            # A sale ends: one that never does is the price.
            models.CheckConstraint(
                condition=~Q(kind=Kind.SALE) | Q(ends_at__isnull=False), name="list_sale_ends"
            ),
            ExclusionConstraint(
                name="list_one_standing_at_a_time",
                condition=Q(kind=Kind.STANDING),
                expressions=[
                    ("currency", RangeOperators.EQUAL),
                    (Coalesce("region", 0), RangeOperators.EQUAL),
                    (Coalesce("group", 0), RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """What one unit of a variant costs on a list, for whoever takes so many at once."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="list_prices")
    min_quantity = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    amount = models.BigIntegerField(help_text="In the smallest unit of the list's currency.")

    class Meta:
        ordering = ["variant", "min_quantity"]
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "price_list", "min_quantity"], name="price_once_per_quantity"
            ),
            models.CheckConstraint(condition=Q(min_quantity__gte=1), name="price_for_one_at_least"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.variant} from {self.min_quantity} on: {self.money}"

    @property
    def money(self) -> Money:
        """The amount with the list's currency."""
        return Money(self.amount, self.price_list.currency)
