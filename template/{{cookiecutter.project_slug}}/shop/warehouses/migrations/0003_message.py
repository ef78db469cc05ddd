import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0005_moved"),
        ("warehouses", "0002_transfer"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedPlace",
            fields=[
                (
                    "location",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counted_by",
                        serialize=False,
                        to="inventory.location",
                    ),
                ),
                (
                    "source",
                    models.SlugField(
                        db_index=False,
                        max_length=24,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Small letters, digits and single hyphens only, as in `harbour-mug`.",
                            )
                        ],
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="counted_place_source_shape",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StockMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=24)),
                ("message_id", models.CharField(max_length=48)),
                ("sequence", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("count", "There were so many"), ("change", "So many came, or went")],
                        max_length=6,
                    ),
                ),
                ("location_code", models.CharField(max_length=40)),
                ("sku", models.CharField(max_length=64)),
                ("quantity", models.IntegerField()),
                ("occurred_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                (
                    "worth",
                    models.CharField(
                        choices=[
                            ("applied", "Applied"),
                            ("ignored", "Ignored: a later count says more"),
                            ("problem", "A problem: it waits"),
                        ],
                        default="problem",
                        max_length=7,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="inventory.stockitem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Followed",
            fields=[
                (
                    "movement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="followed",
                        serialize=False,
                        to="inventory.movement",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="warehouses.stockmessage",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="stockmessage",
            index=models.Index(fields=["item", "kind", "-occurred_at"], name="message_history"),
        ),
        migrations.AddIndex(
            model_name="stockmessage",
            index=models.Index(
                condition=models.Q(("worth", "problem")), fields=["id"], name="message_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="stockmessage",
            index=models.Index(fields=["source", "sequence"], name="message_numbers"),
        ),
        migrations.AddConstraint(
            model_name="stockmessage",
            constraint=models.UniqueConstraint(fields=("source", "message_id"), name="message_is_told_once"),
        ),
        migrations.AddConstraint(
            model_name="stockmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("message_id", ""), _negated=True), name="message_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("worth__in", ["applied", "ignored", "problem"])),
                name="message_worth_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "count"), ("quantity__gte", 0)),
                    models.Q(("kind", "change"), models.Q(("quantity", 0), _negated=True)),
                    _connector="OR",
                ),
                name="message_quantity_fits_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("worth", "problem"), ("item__isnull", False), _connector="OR"),
                name="message_applied_to_something",
            ),
        ),
    ]
