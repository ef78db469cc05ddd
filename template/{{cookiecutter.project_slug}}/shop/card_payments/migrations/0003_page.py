from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("card_payments", "0002_wallet"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="session",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
    ]
