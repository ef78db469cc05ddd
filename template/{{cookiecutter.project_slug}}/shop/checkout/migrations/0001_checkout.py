import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shop.checkout.models.checkout
import shop.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inventory", "0005_moved"),
        ("orders", "0005_history_is_final"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkout",
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
                        default=shop.checkout.models.checkout.new_public_id, editable=False, max_length=24
                    ),
                ),
                ("cart", models.CharField(editable=False, max_length=24)),
                ("cart_version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "point",
                    models.CharField(
                        choices=[
                            ("begun", "Begun: we know who buys, and where it goes"),
                            ("prepared", "Prepared: the total is agreed, and all of it is set aside"),
                            ("asked", "Asked: somebody outside was asked for the money, and may have it"),
                            ("paid", "Paid, or sure to be: what is left is to write the order"),
                            (
                                "returning",
                                "Returning: it cannot be ordered any more, and the money goes back",
                            ),
                            ("ordered", "Ordered"),
                        ],
                        default="begun",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("shown", models.JSONField(default=dict, editable=False)),
                ("total_amount", models.BigIntegerField(editable=False, null=True)),
                ("currency", models.CharField(blank=True, editable=False, max_length=3)),
                ("way", models.CharField(editable=False, max_length=40)),
                ("attempt", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("needs-action", "The buyer has to do something"),
                            ("pending", "It comes later"),
                            ("paid", "It is there"),
                        ],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, editable=False, max_length=120)),
                ("instructions", models.JSONField(default=list, editable=False)),
                ("created_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("changed_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                (
                    "order",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checkout",
                        to="orders.order",
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventory.reservation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CheckoutContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("ship_to", models.JSONField()),
                ("bill_to", models.JSONField(null=True)),
                (
                    "checkout",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to="checkout.checkout",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="checkout",
            index=models.Index(
                condition=models.Q(("point__in", ["asked", "paid", "returning"])),
                fields=["changed_at", "id"],
                name="checkout_unfinished",
            ),
        ),
        migrations.AddIndex(
            model_name="checkout",
            index=models.Index(fields=["created_at"], name="checkout_age"),
        ),
        migrations.AddConstraint(
            model_name="checkout",
            constraint=models.UniqueConstraint(fields=("public_id",), name="checkout_public_id_unique"),
        ),
        migrations.AddConstraint(
            model_name="checkout",
            constraint=models.UniqueConstraint(fields=("cart",), name="checkout_one_for_each_cart"),
        ),
        migrations.AddConstraint(
            model_name="checkout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("point__in", ["begun", "prepared", "asked", "paid", "returning", "ordered"])
                ),
                name="checkout_point_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("point", "begun"),
                    models.Q(
                        ("currency__regex", "^[A-Z]{3}$"),
                        ("reservation__isnull", False),
                        ("total_amount__gte", 0),
                    ),
                    _connector="OR",
                ),
                name="checkout_agreed_and_set_aside",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("point__in", ["paid", "ordered"]), _negated=True),
                    ("settled__in", ["pending", "paid"]),
                    _connector="OR",
                ),
                name="checkout_settled_before_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("order__isnull", False), ("point", "ordered")),
                    models.Q(models.Q(("point", "ordered"), _negated=True), ("order__isnull", True)),
                    _connector="OR",
                ),
                name="checkout_ordered_has_an_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="checkout",
            constraint=models.CheckConstraint(
                condition=models.Q(("attempt__gte", 1)), name="checkout_attempts_begin_at_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkoutcontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), _negated=True), name="checkout_contact_has_an_email"
            ),
        ),
    ]
