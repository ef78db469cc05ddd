import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import shop.pricing.models.price_list


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_attributes"),
        ("pricing", "0001_regions"),
    ]

    operations = [
        # Lets an exclusion constraint compare for equality. A database's owner may install it.
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="PriceList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Its name in files and reports.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Small letters, digits and single hyphens only, as in `harbour-mug`.",
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[("standing", "standing prices"), ("sale", "a reduction, announced as one")],
                        default="standing",
                        max_length=8,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("starts_at", models.DateTimeField()),
                (
                    "ends_at",
                    models.DateTimeField(blank=True, help_text="Empty: until further notice.", null=True),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: everybody.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.customergroup",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pricing.region",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Price",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "min_quantity",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("amount", models.BigIntegerField(help_text="In the smallest unit of the list's currency.")),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="list_prices",
                        to="catalog.variant",
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prices",
                        to="pricing.pricelist",
                    ),
                ),
            ],
            options={
                "ordering": ["variant", "min_quantity"],
            },
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.UniqueConstraint(fields=("slug",), name="list_slug_unique"),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")), name="list_slug_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="list_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["standing", "sale"])), name="list_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="list_currency_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                ),
                name="list_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "sale"), _negated=True), ("ends_at__isnull", False), _connector="OR"
                ),
                name="list_sale_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("kind", "standing")),
                expressions=[
                    ("currency", "="),
                    (django.db.models.functions.comparison.Coalesce("region", 0), "="),
                    (django.db.models.functions.comparison.Coalesce("group", 0), "="),
                    (
                        shop.pricing.models.price_list.Period(
                            "starts_at", "ends_at", django.contrib.postgres.fields.ranges.RangeBoundary()
                        ),
                        "&&",
                    ),
                ],
                name="list_one_standing_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.UniqueConstraint(
                fields=("variant", "price_list", "min_quantity"), name="price_once_per_quantity"
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(
                condition=models.Q(("min_quantity__gte", 1)), name="price_for_one_at_least"
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="price_not_negative"
            ),
        ),
    ]
