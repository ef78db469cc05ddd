from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("webhooks", "0003_outgoing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Overview",
            fields=[],
            options={
                "verbose_name_plural": "overview",
                "proxy": True,
                "default_permissions": ("view",),
                "indexes": [],
                "constraints": [],
            },
            bases=("webhooks.incoming",),
        ),
    ]
