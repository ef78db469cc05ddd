from django.db import migrations, models

from shop.schema.operations import AddIndexOnline


class Migration(migrations.Migration):
    # Nothing else stands here: without a transaction, there must be no half of it.
    atomic = False

    dependencies = [
        ("orders", "0008_email_key_valid"),
    ]

    operations = [
        AddIndexOnline(
            model_name="ordercontact",
            index=models.Index(fields=["email_key"], name="order_contact_email_key"),
        ),
    ]
