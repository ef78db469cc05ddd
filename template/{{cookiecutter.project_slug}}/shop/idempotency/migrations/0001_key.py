from django.db import migrations, models

import shop.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("principal", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=100)),
                ("fingerprint", models.CharField(max_length=64)),
                ("point", models.CharField(default="begun", max_length=24)),
                ("holder", models.CharField(max_length=32)),
                ("held_until", models.DateTimeField(null=True)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("body", models.JSONField(null=True)),
                ("created_at", models.DateTimeField(default=shop.core.clock.now)),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="idempotency_key_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("principal", "key"), name="idempotency_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("principal", ""), _negated=True),
                            models.Q(("key", ""), _negated=True),
                            models.Q(("fingerprint", ""), _negated=True),
                        ),
                        name="idempotency_key_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", True), ("status__isnull", True)),
                            models.Q(
                                ("body__isnull", False),
                                ("held_until__isnull", True),
                                ("status__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="idempotency_answer_complete",
                    ),
                ],
            },
        ),
    ]
