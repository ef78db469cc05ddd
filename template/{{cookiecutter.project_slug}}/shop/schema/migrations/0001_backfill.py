from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Backfill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(editable=False, max_length=60)),
                ("position", models.BigIntegerField(default=0, editable=False)),
                ("filled", models.BigIntegerField(default=0, editable=False)),
                ("began_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("moved_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="backfill_once"),
                    models.CheckConstraint(
                        condition=models.Q(("filled__gte", 0), ("position__gte", 0)), name="backfill_counts"
                    ),
                ],
            },
        ),
    ]
