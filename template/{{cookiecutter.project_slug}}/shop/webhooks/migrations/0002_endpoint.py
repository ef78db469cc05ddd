import django.contrib.postgres.fields
from django.db import migrations, models

import shop.core.clock
import shop.webhooks.models.endpoint


class Migration(migrations.Migration):
    dependencies = [
        ("webhooks", "0001_incoming"),
    ]

    operations = [
        migrations.CreateModel(
            name="Endpoint",
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
                        default=shop.webhooks.models.endpoint.new_public_id,
                        editable=False,
                        max_length=24,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("url", models.URLField(max_length=500, verbose_name="URL")),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("generation", models.PositiveIntegerField(default=1, editable=False)),
                ("previous_until", models.DateTimeField(editable=False, null=True)),
                ("failures", models.PositiveIntegerField(default=0, editable=False)),
                ("openings", models.PositiveIntegerField(default=0, editable=False)),
                ("resting_until", models.DateTimeField(editable=False, null=True)),
                ("why_off", models.CharField(blank=True, editable=False, max_length=200)),
                ("created_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
            ],
            options={
                "permissions": [("rotate_endpoint", "Can give endpoints a new secret")],
            },
        ),
    ]
