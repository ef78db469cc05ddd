"""Find the payments of a checkout: each card that is sent asks how many were tried before."""

from django.db import migrations, models

from shop.schema.operations import AddIndexOnline


class Migration(migrations.Migration):
    # Nothing else stands here: without a transaction, there must be no half of it.
    atomic = False

    dependencies = [
        ("payments", "0002_ledger_is_final"),
    ]

    operations = [
        AddIndexOnline(
            model_name="payment",
            index=models.Index(fields=["subject"], name="payment_subject"),
        ),
    ]
