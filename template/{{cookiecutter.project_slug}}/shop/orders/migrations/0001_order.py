import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import shop.core.clock
import shop.orders.models.order


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0005_attributes"),
        ("inventory", "0004_reservation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Order",
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
                        default=shop.orders.models.order.new_public_id, editable=False, max_length=24
                    ),
                ),
                ("cart", models.CharField(editable=False, max_length=24)),
                ("series", models.CharField(editable=False, max_length=12)),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "Placed: sold, and nobody has looked at it yet"),
                            ("confirmed", "Confirmed: somebody makes it ready"),
                            ("cancelled", "Cancelled: nothing of it will be sent"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("currency", models.CharField(editable=False, max_length=3)),
                ("included", models.BooleanField(editable=False)),
                ("country", models.CharField(editable=False, max_length=2)),
                ("region", models.CharField(blank=True, editable=False, max_length=60)),
                ("tax_note", models.CharField(blank=True, editable=False, max_length=200)),
                ("units", models.PositiveIntegerField(editable=False)),
                ("net_amount", models.BigIntegerField(editable=False)),
                ("tax_amount", models.BigIntegerField(editable=False)),
                ("gross_amount", models.BigIntegerField(editable=False)),
                ("placed_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("changed_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                (
                    "reservation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.reservation",
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("confirm_order", "Can confirm orders"),
                    ("reduce_order", "Can take things off orders"),
                    ("cancel_order", "Can cancel orders"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("ship_to", models.JSONField()),
                ("bill_to", models.JSONField()),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contact", to="orders.order"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("sku", models.CharField(max_length=64, verbose_name="SKU")),
                ("name", models.CharField(max_length=200)),
                ("options", models.CharField(blank=True, max_length=160)),
                ("quantity", models.PositiveIntegerField()),
                ("unit_amount", models.BigIntegerField()),
                ("discount_amount", models.BigIntegerField(default=0)),
                ("reductions", models.JSONField(default=list)),
                ("tax_name", models.CharField(blank=True, max_length=60)),
                ("tax_percent", models.DecimalField(decimal_places=4, max_digits=7)),
                ("net_amount", models.BigIntegerField()),
                ("tax_amount", models.BigIntegerField()),
                ("gross_amount", models.BigIntegerField()),
                ("parts", models.JSONField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="orders.order"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.variant"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["-placed_at", "-id"], name="order_newest"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["state", "-placed_at", "-id"], name="order_newest_of_state"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("public_id",), name="order_public_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("cart",), name="order_one_for_each_cart"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(fields=("series", "number"), name="order_number_once"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["placed", "confirmed", "cancelled"])),
                name="order_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "gross_amount",
                        django.db.models.expressions.CombinedExpression(
                            models.F("net_amount"), "+", models.F("tax_amount")
                        ),
                    )
                ),
                name="order_net_and_tax_are_gross",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("net_amount__gte", 0), ("tax_amount__gte", 0)),
                name="order_amounts_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("version__gte", 1)), name="order_counts_begin_at_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="order_currency_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordercontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), _negated=True), name="order_contact_has_an_email"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.UniqueConstraint(fields=("order", "number"), name="order_line_once"),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("quantity__gte", 1)), name="order_line_has_units"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "gross_amount",
                        django.db.models.expressions.CombinedExpression(
                            models.F("net_amount"), "+", models.F("tax_amount")
                        ),
                    )
                ),
                name="order_line_net_and_tax_are_gross",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("net_amount__gte", 0),
                    ("tax_amount__gte", 0),
                    ("tax_percent__gte", 0),
                    ("unit_amount__gte", 0),
                ),
                name="order_line_amounts_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discount_amount__gte", 0),
                    (
                        "discount_amount__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("unit_amount"), "*", models.F("quantity")
                        ),
                    ),
                ),
                name="order_line_discount_within_price",
            ),
        ),
    ]
