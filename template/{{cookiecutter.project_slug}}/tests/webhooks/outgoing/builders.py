"""Small builders of what goes out."""

from typing import Any

from shop.webhooks.models import Endpoint
from tests.webhooks.builders import number

TOPIC = "drill.done"


def an_endpoint(**fields: Any) -> Endpoint:
    """Somebody who wants to hear of the drill."""
    made_up = {"name": f"Endpoint {next(number)}", "url": "https://example.com/hook", "topics": [TOPIC]}
    return Endpoint.objects.create(**(made_up | fields))
