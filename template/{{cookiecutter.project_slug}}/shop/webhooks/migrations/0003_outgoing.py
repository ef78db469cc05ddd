import django.db.models.deletion
from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("webhooks", "0002_endpoint"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(editable=False, max_length=24, unique=True)),
                ("topic", models.CharField(max_length=60)),
                ("body", models.TextField()),
                ("at", models.DateTimeField(default=shop.core.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Delivered"),
                            ("dead", "Dead letter: it needs a person"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=shop.core.clock.now)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="webhooks.announcement",
                    ),
                ),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="webhooks.endpoint",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "permissions": [("replay_delivery", "Can have deliveries tried again")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["due_at", "id"], name="delivery_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("announcement", "endpoint"), name="delivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "done", "dead"])),
                        name="delivery_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), ("finished_at__isnull", False), _connector="XOR"
                        ),
                        name="delivery_waits_or_has_ended",
                    ),
                ],
            },
        ),
    ]
