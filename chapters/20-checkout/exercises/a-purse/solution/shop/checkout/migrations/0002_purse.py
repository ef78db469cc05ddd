import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checkout", "0001_checkout"),
    ]

    operations = [
        migrations.CreateModel(
            name="Purse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("amount", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("email", "currency"), name="purse_one_for_each_guest"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="purse_not_below_nothing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PursePayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("amount", models.BigIntegerField()),
                ("is_dead", models.BooleanField(default=False)),
                (
                    "purse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="checkout.purse",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="purse_payment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="purse_payment_takes"
                    ),
                ],
            },
        ),
    ]
