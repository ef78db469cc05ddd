"""What can be asked about deliveries."""

from django.db.models import QuerySet

from shop.outbox.models import Delivery, State


def dead_letters() -> "QuerySet[Delivery]":
    """What was given up, the oldest first, with its event. Uses index: outbox_delivery_dead."""
    return Delivery.objects.filter(state=State.DEAD).select_related("event").order_by("id")
