"""Phase three, and all three of them: write the order, in one transaction, with the total as the guard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from shop.carts.errors import StaleCart
from shop.carts.selectors import cart_by_token
from shop.checkout.errors import CheckoutChanged, PaymentDeclined, PaymentUnknown, Wrong
from shop.checkout.models import Checkout, Point, Settled
from shop.checkout.selectors import all_of_it, checkout_by_cart, priced
from shop.checkout.services.beginning import begin_checkout
from shop.checkout.services.paying import is_to_be_taken_back, move, pay_checkout, take_back
from shop.checkout.services.preparing import hold, prepare_checkout, reserved
from shop.checkout.ways import Declined, NeedsAction, Undoes, way_of
# {% if reached("observability.metrics") %}
from shop.core import clock
# {% endif %}
from shop.core.errors import ShopError
from shop.core.money import Money
# {% if reached("observability.metrics") %}
from shop.core.observing import notice
# {% endif %}
# {% if reached("observability.logs") %}
from shop.logs.context import note
# {% endif %}
from shop.orders.people import Contact
from shop.orders.services.placing import place_order


@dataclass(frozen=True)
class Completed:
    """How far a checkout has come.

    Attributes:
        action: what the buyer has to do first; none, if there is an order.
    """

    checkout: Checkout
    action: NeedsAction | None = None


def nothing(point: str) -> None:
    """Tell nobody."""


def complete_checkout(
    *,
    token: str,
    seen: Money,
    given: Mapping[str, str] | None = None,
    at_point: Callable[[str], None] = nothing,
) -> Completed:
    """Make an order of a checkout: prepare, pay, finalise. Asking again goes on where it stopped.

    Args:
        token: the cart's key.
        seen: the total that the shopper agrees to.
        given: what the buyer's browser sent for the provider.
        at_point: is told of each point, as soon as it is sure.

    Raises:
        CheckoutNotFound, CartNotFound: there is none.
        CheckoutChanged: something is not as it was shown. Nothing was ordered or taken.
        PaymentDeclined: there is no money. Choose another way, or try again.
        PaymentUnknown: nobody answered. Ask again.
    """
    checkout = checkout_by_cart(token)
    if checkout.point == Point.ORDERED:
        return Completed(checkout)
    if is_to_be_taken_back(checkout, seen):
        checkout = take_back(checkout=checkout)
    checkout = prepare_checkout(checkout=checkout, seen=seen)
    at_point(checkout.point)
    checkout, outcome = pay_checkout(checkout=checkout, given=given)
    if isinstance(outcome, Declined):
        raise PaymentDeclined(found=outcome.reason, do="pay in another way, or try again.")
    if isinstance(outcome, NeedsAction):
        return Completed(checkout, outcome)
    at_point(checkout.point)
    return Completed(finalise_checkout(checkout=checkout))


def finalise_checkout(*, checkout: Checkout) -> Checkout:
    """Write the order of a paid checkout, once.

    What cannot be ordered any more, because it changed while the buyer paid, is not ordered, and the money
    goes back. Then the checkout begins anew, and says what changed.

    Raises:
        CheckoutChanged: it was not ordered.
    """
    try:
        return written(checkout)
    except PaymentUnknown:
        raise
    except ShopError as refusal:
        if checkout.settled == Settled.PAID and not isinstance(way_of(checkout.way), Undoes):
            raise  # nobody but a person can give it back; `check_invariants` tells them
        take_back(checkout=checkout)
        found = Wrong("total", refusal.code, f"{refusal.title} {refusal.found} Nothing was charged.")
        raise CheckoutChanged([found]) from refusal


@transaction.atomic
def written(checkout: Checkout) -> Checkout:
    """Place the order, and let the checkout say so. Costs what `place_order` costs, and a few more.

    Raises:
        ShopError: as `place_order`, `reserve_stock` and `cart_by_token` say.
    """
    row = hold(checkout)
    # {% if reached("observability.logs") %}
    note(checkout=row.public_id)
    # {% endif %}
    if row.point == Point.ORDERED:
        return row
    if row.point != Point.PAID or row.total is None:
        raise PaymentUnknown(found=f"a checkout that is {row.point}.", do="look at it, then ask again.")
    now = priced(cart_by_token(row.cart), row.reservation)
    if row.cart_version != now.cart.version:
        raise StaleCart(found="another cart than the one that was paid for.", do="look at it again.")
    row.reservation = reserved(row, now)  # anew, if it has lapsed while the buyer paid
    row.order = place_order(now=now, contact=row.contact.told, seen=row.total, reservation=row.reservation)
    row.contact.delete()
    move(row, Point.ORDERED, "order", "reservation")
    # {% if reached("observability.logs") %}
    note(order=row.order.public_id)
    # {% endif %}
    # {% if reached("observability.metrics") %}
    notice("checkout.seconds", (clock.now() - row.created_at).total_seconds())
    # {% endif %}
    return row


def resume_checkout(*, checkout: Checkout) -> Completed:
    """Go on with a checkout that somebody was asked for money for, without its shopper.

    For whoever hears from outside that a payment has moved, and for the sweeper. What they heard is not
    believed: the way is asked what became of the payment.

    Raises:
        PaymentUnknown, CheckoutChanged: as `complete_checkout` says.
    """
    if checkout.point == Point.RETURNING:
        return Completed(take_back(checkout=checkout))
    if checkout.point not in (Point.ASKED, Point.PAID):
        return Completed(checkout)
    checkout, outcome = pay_checkout(checkout=checkout)
    if isinstance(outcome, Declined | NeedsAction):
        return Completed(checkout, outcome if isinstance(outcome, NeedsAction) else None)
    return Completed(finalise_checkout(checkout=checkout))


def change_checkout(*, token: str, contact: Contact, way: str) -> Checkout:
    """Begin a checkout, or change it; a payment in another way that was begun before is given up.

    Raises:
        ShopError: as `begin_checkout` and `take_back` say.
    """
    way_of(way)
    there = all_of_it().filter(cart=token, point__in=[Point.ASKED, Point.RETURNING]).first()
    if there is not None and (there.way != way or there.point == Point.RETURNING):
        take_back(checkout=there)
    return begin_checkout(token=token, contact=contact, way=way)
