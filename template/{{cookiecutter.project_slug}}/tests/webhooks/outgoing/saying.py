"""Say something that has happened, as a domain does."""

from typing import Any

from django.db import transaction

from shop.webhooks.services.announcing import announce
from tests.webhooks.outgoing.builders import TOPIC


def say(**data: Any) -> bool:
    """Announce that the drill was done."""
    with transaction.atomic():
        return announce(topic=TOPIC, data=data)
