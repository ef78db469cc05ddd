"""Who may do what with an order over HTTP: who placed it, by their account or its key, and staff by right."""

from typing import Any

from django.core.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from shop.accounts.models import User
from shop.orders.errors import OrderNotFound
from shop.orders.keys import opens
from shop.orders.models import Order
from shop.orders.people import BUYER, Actor
from shop.orders.states import Role

HEADER = "Order-Key"
LOOK = "orders.view_order"


class SeesOrders(BasePermission):
    """Staff who may look at all orders."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether somebody has the right."""
        return may(request.user, LOOK)


class SaysWho(BasePermission):
    """Whoever is signed in or brings a key. Whether the order is theirs, `actor_of` decides."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether there is anything to go by."""
        return bool(request.headers.get(HEADER)) or request.user.is_authenticated


def may(user: Any, right: str) -> bool:
    """Whether somebody is of the staff and has a right."""
    return bool(user.is_staff and user.has_perm(right))


def actor_of(request: Request, order: Order, right: str = LOOK) -> Actor:
    """As who somebody asks.

    Args:
        right: the one that staff need for this.

    Raises:
        OrderNotFound: it is not theirs. The same as if there were none: nobody learns which orders there are.
        PermissionDenied: they may look at it, and not do this.
    """
    user, contact = request.user, getattr(order, "contact", None)
    if isinstance(user, User) and may(user, right):
        return Actor(Role.STAFF, user)
    if isinstance(user, User) and contact is not None and contact.customer_id == user.pk:
        return BUYER
    if opens(request.headers.get(HEADER, ""), order):
        return BUYER
    if may(user, LOOK):
        raise PermissionDenied
    raise OrderNotFound(found=f"nothing as `{order.public_id}`.", do="compare it with what you were given.")
