import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0005_attributes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Small letters, digits and single hyphens only, as in `harbour-mug`.",
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "is_default",
                    models.BooleanField(default=False, help_text="Where things lie unless another is named."),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="location_code_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("is_default",),
                        name="location_one_default",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="location_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="location_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on_hand", models.IntegerField(default=0)),
                ("held", models.IntegerField(default=0)),
                ("allocated", models.IntegerField(default=0)),
                (
                    "backorder_limit",
                    models.IntegerField(default=0, help_text="So many may be promised before they exist."),
                ),
                (
                    "low_at",
                    models.IntegerField(
                        default=3, help_text="With so many left or fewer, shoppers are told."
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock",
                        to="inventory.location",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock",
                        to="catalog.variant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("variant", "location"), name="stock_once_per_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "on_hand__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("held"), "+", models.F("allocated")
                                    ),
                                    "-",
                                    models.F("backorder_limit"),
                                ),
                            )
                        ),
                        name="stock_never_oversold",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("allocated__gte", 0), ("held__gte", 0), ("on_hand__gte", 0)),
                        name="stock_counts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("backorder_limit__gte", 0), ("low_at__gte", 0)),
                        name="stock_limits_not_negative",
                    ),
                ],
            },
        ),
    ]
