"""The name of every figure that the shop tells."""

import re

from prometheus_client import REGISTRY

from shop.core import clock
from shop.metrics import instruments
from shop.metrics.collecting import ShopCollector
from shop.outbox.services.ticking import tick

NAMES = re.compile(r"\b(?:shop_\w+|slo:\w+:\w+)")
PARTS = ("bucket", "count", "sum")


def told() -> set[str]:
    """All names under which Prometheus finds something. Beat is heard for it."""
    tick(due={"often": clock.now()})
    counted = [family for family in REGISTRY.collect() if family.name.startswith("shop_")]
    names = {f"{family.name}_{part}" for family in counted if family.type == "histogram" for part in PARTS}
    names |= {f"{family.name}_total" for family in counted if family.type == "counter"}
    assert instruments.REQUESTS in REGISTRY._collector_to_names  # noqa: SLF001 - they were imported before
    for family in ShopCollector().collect():
        names.add(f"{family.name}_total" if family.type == "counter" else family.name)
    return names
