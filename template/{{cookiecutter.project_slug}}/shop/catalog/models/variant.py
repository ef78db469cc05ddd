"""What is sold: a product in one of its forms, with a number on its box and a price."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from shop.catalog.models.product import Product
from shop.core import clock
from shop.core.ids import public_id
from shop.core.money import CURRENCY, Money

# What stands on a box and is read over the telephone: capitals and digits.
SKU = r"^[A-Z0-9]+(-[A-Z0-9]+)*$"
sku_shape = RegexValidator(SKU, "Capitals, digits and single hyphens only, as in `HARB-MUG-250`.")

# The number below a bar code has one of four lengths.
GTIN = r"^([0-9]{8}|[0-9]{12}|[0-9]{13}|[0-9]{14})$"
gtin_shape = RegexValidator(GTIN, "8, 12, 13 or 14 digits.")


def new_public_id() -> str:
    """Make a variant's public identifier."""
    return public_id("var")


class Variant(models.Model):
    """One thing that can be put into a cart: this mug, in that glaze, of such a size."""

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField("SKU", max_length=64, validators=[sku_shape], help_text="What stands on the box.")
    name = models.CharField(max_length=160, blank=True, help_text="What tells it from its siblings.")
    position = models.PositiveSmallIntegerField(default=0)
    price_amount = models.BigIntegerField(help_text="In the currency's smallest unit: 1299 is 12.99 euros.")
    price_currency = models.CharField(max_length=3)
    gtin = models.CharField(
        "GTIN", max_length=14, blank=True, validators=[gtin_shape], help_text="The number below the bar code."
    )
    weight_grams = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    is_active = models.BooleanField(default=True, help_text="Switch off instead of deleting.")
    options_key = models.TextField(
        blank=True,
        editable=False,
        help_text="Its options as one text, so that two variants never have the same.",
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="variant_public_id_unique"),
            models.UniqueConstraint(fields=["sku"], name="variant_sku_unique"),
            models.UniqueConstraint(
                fields=["product", "options_key"], name="variant_options_once_per_product"
            ),
            models.CheckConstraint(condition=Q(sku__regex=SKU), name="variant_sku_shape"),
            models.CheckConstraint(condition=Q(price_amount__gte=0), name="variant_price_not_negative"),
            models.CheckConstraint(
                condition=Q(price_currency__regex=CURRENCY), name="variant_currency_shape"
            ),
            models.CheckConstraint(condition=Q(gtin="") | Q(gtin__regex=GTIN), name="variant_gtin_shape"),
            models.CheckConstraint(
                condition=Q(weight_grams__isnull=True) | Q(weight_grams__gt=0),
                name="variant_weighs_something",
            ),
        ]
        indexes = [
            # Answers "may this product be bought, and from which price on?" without reading a single row.
            models.Index(
                fields=["product", "price_amount"], condition=Q(is_active=True), name="variant_active_prices"
            ),
        ]

    def __str__(self) -> str:
        return self.sku

    @property
    def price(self) -> Money:
        """Its price, the amount with its currency."""
        return Money(self.price_amount, self.price_currency)
