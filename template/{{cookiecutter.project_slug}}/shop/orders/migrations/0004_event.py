import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0003_counter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("place", "Placed"),
                            ("confirm", "Confirmed"),
                            ("reduce", "Reduced"),
                            ("cancel", "Cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "Placed: sold, and nobody has looked at it yet"),
                            ("confirmed", "Confirmed: somebody makes it ready"),
                            ("cancelled", "Cancelled: nothing of it will be sent"),
                        ],
                        max_length=12,
                    ),
                ),
                ("role", models.CharField(max_length=8)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("changed-mind", "The buyer changed their mind"),
                            ("mistake", "It was ordered by mistake"),
                            ("unavailable", "The shop cannot send it"),
                            ("unpaid", "It was not paid in time"),
                            ("suspicious", "Somebody may have used a stolen card"),
                        ],
                        max_length=16,
                    ),
                ),
                ("data", models.JSONField(default=dict)),
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
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="orders.order"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "number"), name="order_event_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="order_event_begins_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verb__in", ["place", "confirm", "reduce", "cancel"])),
                        name="order_event_verb_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["placed", "confirmed", "cancelled"])),
                        name="order_event_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""),
                            (
                                "reason__in",
                                ["changed-mind", "mistake", "unavailable", "unpaid", "suspicious"],
                            ),
                            _connector="OR",
                        ),
                        name="order_event_reason_known",
                    ),
                ],
            },
        ),
    ]
