"""Small builders of what goes out."""

from typing import Any

from django.db import transaction

from shop.webhooks.models import Endpoint
from shop.webhooks.services.announcing import announce
from tests.webhooks.builders import number

TOPIC = "drill.done"


def an_endpoint(**fields: Any) -> Endpoint:
    """Somebody who wants to hear of the drill."""
    made_up = {"name": f"Endpoint {next(number)}", "url": "https://example.com/hook", "topics": [TOPIC]}
    return Endpoint.objects.create(**(made_up | fields))


def say(**data: Any) -> bool:
    """Announce that the drill was done."""
    with transaction.atomic():
        return announce(topic=TOPIC, data=data)
