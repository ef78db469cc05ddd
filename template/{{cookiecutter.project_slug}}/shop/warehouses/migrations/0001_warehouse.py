import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inventory", "0004_reservation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Warehouse",
            fields=[
                (
                    "location",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="warehouse",
                        serialize=False,
                        to="inventory.location",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capitals after ISO 3166, as DE."
                            )
                        ],
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=7,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "rank",
                    models.PositiveIntegerField(default=100, help_text="The smaller, the sooner it sends."),
                ),
            ],
            options={
                "ordering": ["rank", "location__code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="warehouse_country_shape"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                        name="warehouse_is_on_the_globe",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParcelCost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="Empty for everywhere else.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capitals after ISO 3166, as DE."
                            )
                        ],
                    ),
                ),
                (
                    "parcel_amount",
                    models.BigIntegerField(help_text="For the parcel, in the currency's smallest unit."),
                ),
                ("unit_amount", models.BigIntegerField(help_text="For each unit in it.")),
                ("currency", models.CharField(max_length=3)),
                (
                    "warehouse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="warehouses.warehouse",
                    ),
                ),
            ],
            options={
                "ordering": ["warehouse", "country"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("warehouse", "country"), name="parcel_cost_once_per_country"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""), ("country__regex", "^[A-Z]{2}$"), _connector="OR"
                        ),
                        name="parcel_cost_country_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parcel_amount__gte", 0), ("unit_amount__gte", 0)),
                        name="parcel_cost_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="parcel_cost_currency_shape",
                    ),
                ],
            },
        ),
    ]
