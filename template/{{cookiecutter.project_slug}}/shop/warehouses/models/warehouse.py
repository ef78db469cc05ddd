"""What a shop knows of a place that sends: where it stands, how gladly it sends, and what a parcel costs."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from shop.core.money import CURRENCY, Money
from shop.core.shapes import COUNTRY
from shop.inventory.models import Location

country_code = RegexValidator(COUNTRY, "Two capitals after ISO 3166, as DE.")


class Warehouse(models.Model):
    """A place with shelves that stands somewhere. A place without this row is as far away as can be.

    Attributes:
        latitude, longitude: in degrees; north and east are above zero.
        rank: the smaller, the sooner it sends where the order is the shop's own.
    """

    location = models.OneToOneField(
        Location, on_delete=models.CASCADE, primary_key=True, related_name="warehouse"
    )
    country = models.CharField(max_length=2, validators=[country_code])
    latitude = models.DecimalField(
        max_digits=7, decimal_places=4, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.DecimalField(
        max_digits=7, decimal_places=4, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    rank = models.PositiveIntegerField(default=100, help_text="The smaller, the sooner it sends.")

    class Meta:
        ordering = ["rank", "location__code"]
        constraints = [
            models.CheckConstraint(condition=Q(country__regex=COUNTRY), name="warehouse_country_shape"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="warehouse_is_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return str(self.location)


class ParcelCost(models.Model):
    """What it costs the shop to send from a warehouse: so much for a parcel, and so much for each unit in it.

    Attributes:
        country: where to; empty for everywhere that has no row of its own.
    """

    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="costs")
    country = models.CharField(
        max_length=2, blank=True, validators=[country_code], help_text="Empty for everywhere else."
    )
    parcel_amount = models.BigIntegerField(help_text="For the parcel, in the currency's smallest unit.")
    unit_amount = models.BigIntegerField(help_text="For each unit in it.")
    currency = models.CharField(max_length=3)

    class Meta:
        ordering = ["warehouse", "country"]
        constraints = [
            models.UniqueConstraint(fields=["warehouse", "country"], name="parcel_cost_once_per_country"),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=COUNTRY), name="parcel_cost_country_shape"
            ),
            models.CheckConstraint(
                condition=Q(parcel_amount__gte=0, unit_amount__gte=0), name="parcel_cost_not_negative"
            ),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="parcel_cost_currency_shape"),
        ]

    def __str__(self) -> str:
        where = f"to {self.country}" if self.country else "anywhere"
        return f"{self.warehouse} {where}: {self.parcel} and {self.unit} a unit"

    @property
    def parcel(self) -> Money:
        """For the parcel."""
        return Money(self.parcel_amount, self.currency)

    @property
    def unit(self) -> Money:
        """For each unit in it."""
        return Money(self.unit_amount, self.currency)
