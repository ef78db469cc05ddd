"""Find what somebody has ordered, with an account or without, however they write their address."""

from django.db.models import QuerySet

from shop.orders.emails import email_key
from shop.orders.models import Order


def orders_of(email: str) -> "QuerySet[Order]":
    """All orders of an address, the newest first. Uses index: order_contact_email_key."""
    return Order.objects.filter(contact__email_key=email_key(email)).order_by("-placed_at", "-id")
