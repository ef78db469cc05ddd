"""All that is told of the shop: what its processes count, and what its database knows."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

from shop.metrics.collecting import ShopCollector


def registry() -> CollectorRegistry:
    """All that is counted on this machine, and all that the database knows.

    Raises:
        ImproperlyConfigured: nothing is counted.
    """
    folder = settings.METRICS_FOLDER
    if not folder or not Path(folder).is_dir():
        raise ImproperlyConfigured(
            f"Nothing is counted here.\nFound: {folder or 'no METRICS_FOLDER'}, which is no folder.\n"
            "Do: make a folder, and set METRICS_FOLDER to it for every process of the shop on this machine."
        )
    found = CollectorRegistry(auto_describe=False)
    MultiProcessCollector(found, folder)  # type: ignore[no-untyped-call]
    found.register(ShopCollector())
    return found
