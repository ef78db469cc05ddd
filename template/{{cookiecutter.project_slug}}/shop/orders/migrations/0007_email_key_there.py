"""From now on every new contact has a key. What is there already, nobody looks at yet."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0006_email_key"),
    ]

    operations = [
        AddConstraintNotValid(
            model_name="ordercontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("email_key__isnull", False)), name="order_contact_has_a_key"
            ),
        ),
    ]
