"""Where the shop sells: countries that share a currency and a way to write prices."""

from django.db import models
from django.db.models import Q

from shop.core.money import CURRENCY
from shop.core.shapes import COUNTRY, SLUG, slug


class Region(models.Model):
    """Countries in which the shop asks for prices in one currency, with the tax in them or without."""

    slug = models.SlugField(max_length=40, validators=[slug], help_text="Its name in addresses and files.")
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    prices_include_tax = models.BooleanField(default=True, help_text="Whether its prices contain the tax.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="region_slug_unique"),
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="region_slug_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="region_has_a_name"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="region_currency_shape"),
        ]

    def __str__(self) -> str:
        return self.name


class RegionCountry(models.Model):
    """A country belongs to one region at most, so that a shopper's country says which prices are shown."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="countries")
    country = models.CharField(max_length=2)

    class Meta:
        ordering = ["country"]
        constraints = [
            models.UniqueConstraint(fields=["country"], name="country_in_one_region"),
            models.CheckConstraint(condition=Q(country__regex=COUNTRY), name="country_code_shape"),
        ]

    def __str__(self) -> str:
        return self.country
