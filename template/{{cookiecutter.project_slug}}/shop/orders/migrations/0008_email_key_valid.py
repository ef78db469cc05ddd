"""All contacts have a key: the table is read once, and nobody waits. Without the backfill, this refuses."""

from django.db import migrations

from shop.schema.operations import ValidateConstraintOnline


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0007_email_key_there"),
    ]

    operations = [
        ValidateConstraintOnline(model_name="ordercontact", name="order_contact_has_a_key"),
    ]
