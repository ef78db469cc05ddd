from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pricing", "0002_price_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("base", models.CharField(help_text="The currency that prices are kept in.", max_length=3)),
                (
                    "currency",
                    models.CharField(help_text="The currency that they are shown in.", max_length=3),
                ),
                ("rate", models.DecimalField(decimal_places=8, max_digits=18)),
                ("starts_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["base", "currency", "-starts_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("base", "currency", "starts_at"), name="rate_once_per_moment"
                    ),
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="rate_above_nothing"),
                    models.CheckConstraint(
                        condition=models.Q(("base", models.F("currency")), _negated=True),
                        name="rate_between_two_currencies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("base__regex", "^[A-Z]{3}$"), ("currency__regex", "^[A-Z]{3}$")),
                        name="rate_currencies_shape",
                    ),
                ],
            },
        ),
    ]
