import django.db.models.deletion
from django.db import migrations, models

import shop.core.clock
import shop.inventory.models.reservation


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0003_ledger_is_final"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reservation",
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
                        default=shop.inventory.models.reservation.new_public_id, editable=False, max_length=24
                    ),
                ),
                ("owner", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held for a while"),
                            ("used", "Sold, and not yet sent"),
                            ("released", "Given back"),
                        ],
                        default="held",
                        max_length=8,
                    ),
                ),
                ("until", models.DateTimeField()),
                ("created_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "held")),
                        fields=["until", "id"],
                        name="reservation_lapsing",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("public_id",), name="reservation_public_id_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "held")),
                        fields=("owner",),
                        name="reservation_one_held_per_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner", ""), _negated=True), name="reservation_has_an_owner"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["held", "used", "released"])),
                        name="reservation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "held")),
                            models.Q(
                                models.Q(("state", "held"), _negated=True), ("closed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="reservation_closed_has_a_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReservationLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("units", models.IntegerField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="inventory.stockitem",
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="inventory.reservation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reservation", "item"), name="reservation_names_an_item_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("units__gte", 1)), name="reservation_line_at_least_one"
                    ),
                ],
            },
        ),
    ]
