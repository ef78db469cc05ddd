"""Whoever knows how to prove it delivers; who they are otherwise, nobody asks."""

from shop.webhooks import sources
from tests.addresses import Row
from tests.webhooks.builders import WORD, a_source

GENUINE = {"drill-word": WORD, "drill-id": "m-1"}
ROWS = [
    Row("POST", "/webhooks/address-drill/", 401, {"a": "1"}),
    Row("POST", "/webhooks/address-drill/", 200, {"a": "1"}, headers=GENUINE),
    Row("POST", "/webhooks/nobody/", 404, {"a": "1"}, headers=GENUINE),
]


def stand() -> None:
    """A source of this table's own."""
    sources.register(a_source(name="address-drill"))
