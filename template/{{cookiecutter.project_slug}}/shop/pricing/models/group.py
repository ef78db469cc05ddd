"""For whom there are other prices: customers that have something in common."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from shop.core.shapes import SLUG, slug


class CustomerGroup(models.Model):
    """Customers with prices of their own, such as cafés that buy for their tables."""

    slug = models.SlugField(max_length=40, validators=[slug], help_text="Its name in files and reports.")
    name = models.CharField(max_length=80)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="customer_groups"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="group_slug_unique"),
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="group_slug_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="group_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One customer is in one group."""

    group = models.ForeignKey(CustomerGroup, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="member_of_a_group_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.group}"
