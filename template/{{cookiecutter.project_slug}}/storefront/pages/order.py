"""An order, for who placed it: what was sold, what it came to, and what is left to do."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shop.checkout.selectors import checkout_of
from shop.core.money import Money
from shop.orders.errors import OrderNotFound
from shop.orders.keys import opens
from shop.orders.models import Order
from shop.orders.selectors import OrderNow, order_by_public_id, order_now


@never_cache
@require_safe
def order(request: HttpRequest, public_id: str, key: str = "") -> HttpResponse:
    """Show an order to whoever has its key, or whose account it is. For everybody else there is none."""
    try:
        found = order_by_public_id(public_id)
    except OrderNotFound:
        found = None
    if found is None or not (opens(key, found) or is_theirs(request, found)):
        raise Http404("There is no such order.")
    return render(request, "storefront/order/page.html", shown(order_now(found)))


def is_theirs(request: HttpRequest, found: Order) -> bool:
    """Whether an order is that of a customer who has signed in."""
    contact = getattr(found, "contact", None)
    return bool(request.user.is_authenticated and contact and contact.customer_id == request.user.pk)


def shown(now: OrderNow) -> dict[str, Any]:
    """What the template shows of an order."""

    def money(amount: int) -> Money:
        return Money(amount, now.order.currency)

    total, paying = now.state.total, checkout_of(now.order)
    return {
        "order": now.order,
        "contact": now.contact,
        "rows": [(line, now.left(line).units, money(line.gross_amount)) for line in now.lines],
        "net": money(total.net),
        "tax": money(total.tax),
        "gross": money(total.gross),
        "paying": paying,
        "instructions": paying.instructions if paying and paying.settled == "pending" else (),
    }
