"""Who buys, and as who somebody does something."""

from dataclasses import dataclass

from shop.accounts.models import User
from shop.orders.addresses import Address
from shop.orders.states import Role


@dataclass(frozen=True)
class Contact:
    """Whose an order is.

    Attributes:
        customer: their account; none for a guest.
        bill_to: who the invoice is for, if that is another address.
    """

    email: str
    ship_to: Address
    bill_to: Address | None = None
    customer: User | None = None


@dataclass(frozen=True)
class Actor:
    """As who somebody acts; for staff, also who."""

    role: Role
    user: User | None = None


BUYER = Actor(Role.BUYER)
SHOP = Actor(Role.SHOP)
