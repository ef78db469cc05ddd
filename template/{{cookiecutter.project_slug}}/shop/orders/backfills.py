"""What is filled in orders that were placed before there was a place for it."""

from django.db.models import Q

from shop.orders.emails import email_key
from shop.orders.models import OrderContact
from shop.schema.backfilling import Filling, register


def fill_key(contact: OrderContact) -> None:
    """Compute an address's key. PostgreSQL could not: it knows nothing of domain names."""
    contact.email_key = email_key(contact.email)


register(Filling("orders.email-key", OrderContact, Q(email_key=None), ("email_key",), fill_key))
