from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0005_history_is_final"),
    ]

    operations = [
        migrations.AddField(
            model_name="ordercontact",
            name="email_key",
            field=models.TextField(editable=False, null=True),
        ),
    ]
