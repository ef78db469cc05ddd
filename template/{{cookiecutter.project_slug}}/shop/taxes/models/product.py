"""Which kind of goods a product is, for those who tax it."""

from django.db import models

from shop.catalog.models import Product
from shop.taxes.models.rate import TaxCategory


class ProductTax(models.Model):
    """A product is of this kind. One without a row is of the standard kind, as most things are."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="tax", primary_key=True)
    category = models.ForeignKey(TaxCategory, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tax category of a product"
        verbose_name_plural = "tax categories of products"

    def __str__(self) -> str:
        return f"{self.product} is taxed as {self.category}"
