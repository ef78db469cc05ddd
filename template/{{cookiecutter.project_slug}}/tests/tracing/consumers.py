"""A consumer that lets others hear of something."""

from shop.outbox.consuming import consumes
from shop.outbox.models import Event
from shop.webhooks import topics
from shop.webhooks.services.announcing import announce

TOPIC = "drill.announced"
topics.register(TOPIC, "An errand was announced")


@consumes("errand.announced", "errand.announce")
def say(event: Event) -> None:
    """Let others hear of it."""
    announce(topic=TOPIC, data={"errand": event.key})
