import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import shop.core.clock
import shop.warehouses.models.transfer


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_attributes"),
        ("inventory", "0005_moved"),
        ("warehouses", "0001_warehouse"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
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
                        default=shop.warehouses.models.transfer.new_public_id, editable=False, max_length=24
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("sent", "Under way"), ("done", "Arrived, or given up")],
                        default="sent",
                        max_length=4,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
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
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventory.location"
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventory.location"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("units", models.JSONField()),
                ("at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrivals",
                        to="warehouses.transfer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TransferLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent", models.IntegerField()),
                ("received", models.IntegerField(default=0)),
                ("lost", models.IntegerField(default=0)),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="warehouses.transfer",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.variant"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("state", "sent")), fields=["id"], name="transfer_under_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(fields=("public_id",), name="transfer_public_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", models.F("destination")), _negated=True),
                name="transfer_goes_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state", "sent")),
                    models.Q(("closed_at__isnull", False), ("state", "done")),
                    _connector="OR",
                ),
                name="transfer_closed_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(fields=("transfer", "key"), name="arrival_is_told_once"),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.CheckConstraint(
                condition=models.Q(("key", ""), _negated=True), name="arrival_has_a_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="transferline",
            constraint=models.UniqueConstraint(
                fields=("transfer", "variant"), name="transfer_names_a_thing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="transferline",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent__gte", 1)), name="transfer_line_at_least_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="transferline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lost__gte", 0),
                    ("received__gte", 0),
                    (
                        "sent__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("received"), "+", models.F("lost")
                        ),
                    ),
                ),
                name="transfer_nothing_arrives_twice",
            ),
        ),
    ]
