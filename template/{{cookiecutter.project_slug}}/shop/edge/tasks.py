"""What is done in the background for those who keep our pages."""

from django.conf import settings

from shop.edge.keys import LISTS, key_of
from shop.edge.purging import purge
from shop.outbox.consuming import consumes
from shop.outbox.models import Event


@consumes("catalog.changed", "edge.purge", outside=True)
def purge_what_changed(event: Event) -> None:
    """Purge a product's pages, and the lists: it may have come onto one, or left one."""
    if settings.EDGE_PURGE_URL:
        slug = event.payload["product"]
        purge([LISTS, key_of(slug)] if slug else [LISTS])
