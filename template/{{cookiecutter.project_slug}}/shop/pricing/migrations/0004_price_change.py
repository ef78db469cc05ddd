import django.db.models.deletion
from django.db import migrations, models

import shop.core.clock

# What was, stays: neither a script nor a shell changes it. The name tells the shop which rule it was.
APPEND_ONLY = """
CREATE FUNCTION pricing_refuse_another_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'price changes are added and never touched again'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'change_is_append_only';
END $$;
CREATE TRIGGER change_is_append_only BEFORE UPDATE OR DELETE ON pricing_pricechange
    FOR EACH ROW EXECUTE FUNCTION pricing_refuse_another_past();
"""
ANYTHING_GOES = """
DROP TRIGGER change_is_append_only ON pricing_pricechange;
DROP FUNCTION pricing_refuse_another_past();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_attributes"),
        ("pricing", "0003_exchange_rate"),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("before", models.BigIntegerField(null=True)),
                ("after", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField(default=shop.core.clock.now)),
                (
                    "price_list",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="pricing.pricelist",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_changes",
                        to="catalog.variant",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["variant", "at"], name="change_by_variant")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before__isnull", False), ("after__isnull", False), _connector="OR"
                        ),
                        name="change_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before__isnull", True),
                            ("after__isnull", True),
                            models.Q(("before", models.F("after")), _negated=True),
                            _connector="OR",
                        ),
                        name="change_changes_something",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, ANYTHING_GOES),
    ]
