import django.db.models.deletion
from django.db import migrations, models

import shop.core.clock
import shop.payments.models.payment


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orders", "0005_history_is_final"),
    ]

    operations = [
        migrations.CreateModel(
            name="Payment",
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
                        default=shop.payments.models.payment.new_public_id, editable=False, max_length=24
                    ),
                ),
                ("subject", models.CharField(blank=True, editable=False, max_length=24)),
                ("gateway", models.CharField(editable=False, max_length=20)),
                ("reference", models.CharField(blank=True, editable=False, max_length=80)),
                ("currency", models.CharField(editable=False, max_length=3)),
                ("amount", models.BigIntegerField(editable=False)),
                ("created_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PaymentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("declined", "Declined"),
                            ("authorised", "Set aside"),
                            ("released", "Free again"),
                            ("captured", "Taken"),
                            ("refunded", "Given back"),
                            ("refund-failed", "Came back again"),
                            ("disputed", "Disputed"),
                            ("dispute-won", "Dispute won"),
                            ("dispute-lost", "Dispute lost"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reference", models.CharField(max_length=80)),
                ("amount", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(blank=True, max_length=80)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="payments.payment",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(fields=("public_id",), name="payment_public_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("gateway", "reference"),
                name="payment_reference_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reference__regex", "^[0-9 -]{12,}$"), _negated=True),
                    models.Q(("subject__regex", "^[0-9 -]{12,}$"), _negated=True),
                ),
                name="payment_holds_no_card",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="payment_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("order__isnull", False), models.Q(("subject", ""), _negated=True), _connector="OR"
                ),
                name="payment_for_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="payment_currency_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentevent",
            constraint=models.UniqueConstraint(
                fields=("payment", "kind", "reference", "amount"), name="payment_event_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "declined",
                            "authorised",
                            "released",
                            "captured",
                            "refunded",
                            "refund-failed",
                            "disputed",
                            "dispute-won",
                            "dispute-lost",
                        ],
                    )
                ),
                name="payment_event_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reference__regex", "^[0-9 -]{12,}$"), _negated=True),
                    models.Q(("note__regex", "^[0-9 -]{12,}$"), _negated=True),
                    models.Q(("source__regex", "^[0-9 -]{12,}$"), _negated=True),
                ),
                name="payment_event_holds_no_card",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="payment_event_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("reference", ""), _negated=True), name="payment_event_of_something"
            ),
        ),
    ]
