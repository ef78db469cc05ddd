"""The last step: what was allowed for the sake of old code is allowed no more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    accepted = {
        "adding-not-nullable-field": "`order_contact_has_a_key` is validated, so PostgreSQL reads no row.",
        "ban-drop-constraint": "NOT NULL says the same, from the statement before on.",
    }

    dependencies = [
        ("orders", "0009_email_key_index"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ordercontact",
            name="email_key",
            field=models.TextField(editable=False),
        ),
        migrations.RemoveConstraint(
            model_name="ordercontact",
            name="order_contact_has_a_key",
        ),
    ]
