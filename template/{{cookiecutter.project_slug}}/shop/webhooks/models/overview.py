"""The page that shows it all has a right of its own, and so it is a model for the admin."""

from shop.webhooks.models.incoming import Incoming


class Overview(Incoming):
    """No table: how it stands with all that comes and goes."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name_plural = "overview"
