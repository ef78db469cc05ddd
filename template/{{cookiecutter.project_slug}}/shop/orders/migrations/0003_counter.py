from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0002_lines_are_final"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.CharField(max_length=12)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("series",), name="number_counter_once_per_series"),
                    models.CheckConstraint(
                        condition=models.Q(("series", ""), _negated=True), name="number_counter_has_a_series"
                    ),
                ],
            },
        ),
    ]
