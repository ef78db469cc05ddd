import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import shop.catalog.models.product
import shop.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_category"),
    ]

    operations = [
        migrations.CreateModel(
            name="Product",
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
                        default=shop.catalog.models.product.new_public_id, editable=False, max_length=24
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        db_index=False,
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Small letters, digits and single hyphens only, as in `harbour-mug`.",
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "summary",
                    models.CharField(blank=True, help_text="One sentence, for lists.", max_length=160),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("archived", "Archived")],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(default=shop.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="catalog.category",
                    ),
                ),
            ],
            options={
                "permissions": [("publish_product", "Can publish and archive products")],
                "constraints": [
                    models.UniqueConstraint(fields=("public_id",), name="product_public_id_unique"),
                    models.UniqueConstraint(fields=("slug",), name="product_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="product_slug_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="product_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "archived"])),
                        name="product_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("status", "published")),
                            models.Q(
                                models.Q(("status", "published"), _negated=True),
                                ("published_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="product_published_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                models.Q(("summary", ""), _negated=True),
                                models.Q(("description", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="product_published_is_described",
                    ),
                ],
            },
        ),
    ]
