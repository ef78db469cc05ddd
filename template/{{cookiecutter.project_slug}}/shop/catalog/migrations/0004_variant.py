import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import shop.catalog.models.variant
import shop.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_product_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=shop.catalog.models.variant.new_public_id, editable=False, max_length=24
                    ),
                ),
                (
                    "sku",
                    models.CharField(
                        help_text="What stands on the box.",
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9]+(-[A-Z0-9]+)*$",
                                "Capitals, digits and single hyphens only, as in `HARB-MUG-250`.",
                            )
                        ],
                        verbose_name="SKU",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="What tells it from its siblings.", max_length=160
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "price_amount",
                    models.BigIntegerField(help_text="In the currency's smallest unit: 1299 is 12.99 euros."),
                ),
                ("price_currency", models.CharField(max_length=3)),
                (
                    "gtin",
                    models.CharField(
                        blank=True,
                        help_text="The number below the bar code.",
                        max_length=14,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{8}|[0-9]{12}|[0-9]{13}|[0-9]{14})$", "8, 12, 13 or 14 digits."
                            )
                        ],
                        verbose_name="GTIN",
                    ),
                ),
                (
                    "weight_grams",
                    models.PositiveIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("is_active", models.BooleanField(default=True, help_text="Switch off instead of deleting.")),
                (
                    "options_key",
                    models.TextField(
                        blank=True,
                        editable=False,
                        help_text="Its options as one text, so that two variants never have the same.",
                    ),
                ),
                ("created_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_active", True)),
                        fields=["product", "price_amount"],
                        name="variant_active_prices",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("public_id",), name="variant_public_id_unique"),
                    models.UniqueConstraint(fields=("sku",), name="variant_sku_unique"),
                    models.UniqueConstraint(
                        fields=("product", "options_key"), name="variant_options_once_per_product"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sku__regex", "^[A-Z0-9]+(-[A-Z0-9]+)*$")),
                        name="variant_sku_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_amount__gte", 0)), name="variant_price_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_currency__regex", "^[A-Z]{3}$")),
                        name="variant_currency_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gtin", ""),
                            ("gtin__regex", "^([0-9]{8}|[0-9]{12}|[0-9]{13}|[0-9]{14})$"),
                            _connector="OR",
                        ),
                        name="variant_gtin_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight_grams__isnull", True), ("weight_grams__gt", 0), _connector="OR"
                        ),
                        name="variant_weighs_something",
                    ),
                ],
            },
        ),
    ]
