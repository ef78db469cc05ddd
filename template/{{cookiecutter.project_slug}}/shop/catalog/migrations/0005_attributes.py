import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_variant"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attribute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Small letters, digits and single hyphens only, as in `harbour-mug`.",
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("boolean", "Boolean"),
                            ("choice", "Choice"),
                        ],
                        max_length=7,
                    ),
                ),
                ("unit", models.CharField(blank=True, help_text="Numbers only: cm, ml, g.", max_length=12)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="attribute_code_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="attribute_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["text", "number", "boolean", "choice"])),
                        name="attribute_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "number"), ("unit", ""), _connector="OR"),
                        name="attribute_unit_for_numbers_only",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttributeChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.SlugField(
                        db_index=False,
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Small letters, digits and single hyphens only, as in `harbour-mug`.",
                            )
                        ],
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                (
                    "swatch",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-f]{6}$", "A colour as in `#8fa5b0`, in small letters."
                            )
                        ],
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="catalog.attribute",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ProductAttribute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.attribute"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="axes", to="catalog.product"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="VariantValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=40, null=True)),
                ("number", models.DecimalField(blank=True, decimal_places=3, max_digits=12, null=True)),
                ("boolean", models.BooleanField(blank=True, null=True)),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.attribute"
                    ),
                ),
                (
                    "choice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.attributechoice",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="catalog.variant",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="attributechoice",
            constraint=models.UniqueConstraint(
                fields=("attribute", "value"), name="choice_once_per_attribute"
            ),
        ),
        migrations.AddConstraint(
            model_name="attributechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")), name="choice_value_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="attributechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("swatch", ""), ("swatch__regex", "^#[0-9a-f]{6}$"), _connector="OR"),
                name="choice_swatch_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="productattribute",
            constraint=models.UniqueConstraint(fields=("product", "attribute"), name="axis_once_per_product"),
        ),
        migrations.AddConstraint(
            model_name="variantvalue",
            constraint=models.UniqueConstraint(
                fields=("variant", "attribute"), name="value_once_per_variant"
            ),
        ),
        migrations.AddConstraint(
            model_name="variantvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("boolean__isnull", True),
                        ("choice__isnull", True),
                        ("number__isnull", True),
                        ("text__isnull", False),
                    ),
                    models.Q(
                        ("boolean__isnull", True),
                        ("choice__isnull", True),
                        ("number__isnull", False),
                        ("text__isnull", True),
                    ),
                    models.Q(
                        ("boolean__isnull", False),
                        ("choice__isnull", True),
                        ("number__isnull", True),
                        ("text__isnull", True),
                    ),
                    models.Q(
                        ("boolean__isnull", True),
                        ("choice__isnull", False),
                        ("number__isnull", True),
                        ("text__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="value_exactly_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="variantvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("text__isnull", True), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="value_text_not_empty",
            ),
        ),
    ]
