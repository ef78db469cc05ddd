import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0001_stock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("received", "Received: a delivery came"),
                            ("found", "Found: it was there all the time"),
                            ("counted", "Counted: the shelf says something else"),
                            ("damaged", "Damaged: it cannot be sold"),
                            ("lost", "Lost: nobody knows where it is"),
                        ],
                        max_length=8,
                    ),
                ),
                ("quantity", models.IntegerField()),
                ("balance", models.IntegerField()),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="inventory.stockitem",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["item", "-id"], name="movement_history")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["received", "found", "counted", "damaged", "lost"])
                        ),
                        name="movement_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("balance__gte", 0)), name="movement_balance_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quantity__gt", 0), ("reason__in", ("received", "found"))),
                            models.Q(("quantity__lt", 0), ("reason__in", ("damaged", "lost"))),
                            models.Q(("reason", "counted"), models.Q(("quantity", 0), _negated=True)),
                            _connector="OR",
                        ),
                        name="movement_sign_fits_reason",
                    ),
                ],
            },
        ),
    ]
