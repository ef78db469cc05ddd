"""The page that shows how the shop stands has a right of its own, and so it is a model for the admin."""

from shop.outbox.models import Event


class Overview(Event):
    """No table: how the shop stands."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name_plural = "overview"
