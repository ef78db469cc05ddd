"""What the shop tells about and shows. What is sold, with a price, is one of its variants."""

from django.db import models
from django.db.models import Q

from shop.catalog.models.category import Category
from shop.core import clock, shapes
from shop.core.ids import public_id


class Status(models.TextChoices):
    """Where a product stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


def new_public_id() -> str:
    """Make a product's public identifier."""
    return public_id("prd")


class Product(models.Model):
    """One page of the shop."""

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False)
    slug = models.SlugField(max_length=120, db_index=False, validators=[shapes.slug])
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=160, blank=True, help_text="One sentence, for lists.")
    description = models.TextField(blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        permissions = [("publish_product", "Can publish and archive products")]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="product_public_id_unique"),
            models.UniqueConstraint(fields=["slug"], name="product_slug_unique"),
            models.CheckConstraint(condition=Q(slug__regex=shapes.SLUG), name="product_slug_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="product_has_a_name"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="product_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.PUBLISHED, published_at__isnull=False)
                | (~Q(status=Status.PUBLISHED) & Q(published_at__isnull=True)),
                name="product_published_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | (~Q(summary="") & ~Q(description="")),
                name="product_published_is_described",
            ),
        ]
        # {% if reached("products.selectors") %}
        # Lists show the newest first and go on "after this one"; the id decides between two of one moment.
        # An index in the list's own order means that no page is ever sorted, the thousandth no more than the
        # first; drafts and archived products are not in it.
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(status=Status.PUBLISHED),
                name="product_newest",
            ),
            models.Index(
                fields=["category", "-published_at", "-id"],
                condition=Q(status=Status.PUBLISHED),
                name="product_newest_in_category",
            ),
        ]
        # {% endif %}

    def __str__(self) -> str:
        return self.name
