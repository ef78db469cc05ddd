import django.db.models.deletion
from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Incoming",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.SlugField(db_index=False, max_length=24)),
                ("message_id", models.CharField(max_length=200)),
                ("body", models.BinaryField()),
                ("headers", models.JSONField(default=dict)),
                ("received_at", models.DateTimeField(default=shop.core.clock.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("aside", "Set aside: nobody here knows this kind"),
                            ("dead", "Dead letter: it needs a person"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=100)),
                ("version", models.CharField(blank=True, max_length=40)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("waits", models.PositiveSmallIntegerField(default=0)),
                ("replays", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=shop.core.clock.now)),
                ("finished_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "permissions": [("replay_incoming", "Can have messages tried again")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["due_at", "id"], name="incoming_due"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["aside", "dead"])),
                        fields=["source", "-id"],
                        name="incoming_needs_a_person",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "message_id"), name="incoming_comes_once"),
                    models.CheckConstraint(
                        condition=models.Q(("message_id", ""), _negated=True), name="incoming_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "done", "aside", "dead"])),
                        name="incoming_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), ("finished_at__isnull", False), _connector="XOR"
                        ),
                        name="incoming_waits_or_has_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=shop.core.clock.now)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="repeats",
                        to="webhooks.incoming",
                    ),
                ),
            ],
        ),
    ]
