import django.db.models.deletion
from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=80)),
                ("payload", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("spread_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("spread_at", None)), fields=["id"], name="outbox_event_to_spread"
                    ),
                    models.Index(fields=["at"], name="outbox_event_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "key"), name="outbox_event_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("topic", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="outbox_event_is_named",
                    ),
                ],
            },
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
                ("consumer", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("dead", "Given up")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="outbox.event",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "permissions": [("replay_delivery", "Can have deliveries tried again")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["due_at"],
                        name="outbox_delivery_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "dead")), fields=["id"], name="outbox_delivery_dead"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "consumer"), name="outbox_delivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "done", "dead"])),
                        name="outbox_delivery_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", False), ("ended_at", None), ("state", "waiting")),
                            models.Q(
                                ("due_at", None), ("ended_at__isnull", False), ("state__in", ["done", "dead"])
                            ),
                            _connector="OR",
                        ),
                        name="outbox_delivery_is_due_or_ended",
                    ),
                ],
            },
        ),
    ]
