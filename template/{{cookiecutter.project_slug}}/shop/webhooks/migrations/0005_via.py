from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("webhooks", "0004_overview"),
    ]

    operations = [
        # It may be empty, so that processes of the version before, which do not know it, go on writing.
        migrations.AddField(
            model_name="announcement",
            name="via",
            field=models.JSONField(editable=False, null=True),
        ),
    ]
