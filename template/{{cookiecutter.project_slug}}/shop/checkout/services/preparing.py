"""Phase one: look whether all is as it was shown, and set it aside.

The cart is priced first and reserved then, and what is set aside for this cart already is counted for it.
Nobody outside is asked, so it is one transaction; done twice, it is done once.
"""

from datetime import timedelta

from django.db import transaction

from shop.carts.reading import CartNow
from shop.carts.selectors import cart_by_token
from shop.checkout.errors import CheckoutChanged, Wrong
from shop.checkout.models import Checkout, Point
from shop.checkout.selectors import priced
from shop.checkout.shown import Shown, changes
from shop.core import clock
from shop.core.money import Money
from shop.inventory.destinations import Destination
from shop.inventory.errors import OutOfStock
from shop.inventory.models import Reservation, State
from shop.inventory.services.closing import extend_reservation, release_reservation
from shop.inventory.services.reserving import reserve_stock
from shop.orders.services.checking import destination

# So long things are set aside for somebody who pays: as long as a bank gives its customers to find their
# telephone. Who goes on when half of it is over gets it anew.
HELD_FOR = timedelta(minutes=15)
ENOUGH = HELD_FOR / 2
AGREED = ["reservation", "cart_version", "total_amount", "currency", "point", "changed_at"]


def prepare_checkout(*, checkout: Checkout, seen: Money) -> Checkout:
    """Agree on a total, and set aside what is in the cart.

    A checkout that was prepared before is looked at again; what is still held is held for longer, and what
    has lapsed is set aside anew. One that is paid, or whose money is on its way back, stays as it is.

    Args:
        seen: the total that the shopper agrees to.

    Raises:
        CheckoutChanged: names all that is not as it was shown. It counts as shown now.
        CartNotFound: the cart was forgotten.
    """
    with transaction.atomic():
        row = hold(checkout)
        if row.point in (Point.PAID, Point.RETURNING, Point.ORDERED):
            return row
        now = priced(cart_by_token(row.cart), row.reservation)
        found = changes(Shown.read(row.shown), now.priced) or other_total(now, seen)
        if not found:
            found = set_aside(row, now)
        if found:
            show(row, now)
    # What was shown now is kept, so the refusal comes after the transaction.
    if found:
        raise CheckoutChanged(found)
    return row


def note_shown(*, checkout: Checkout, now: CartNow) -> None:
    """Remember that a shopper was told what changed, and is shown this. Costs one statement."""
    show(checkout, now)


def hold(checkout: Checkout) -> Checkout:
    """A checkout as it is now, locked until the transaction ends. Costs one query.

    What belongs to it is read when it is asked for, and not along with it. A query that does both waits, and
    then reads the locked row anew and all that is joined to it as it was before it waited: a checkout with a
    reservation that nobody can find.
    """
    return Checkout.objects.select_for_update().get(pk=checkout.pk)


def other_total(now: CartNow, seen: Money) -> list[Wrong]:
    """That a shopper agrees to another total than the one that there is."""
    total = Money(now.priced.gross, now.priced.currency)
    return [] if total == seen else [Wrong("total", "total", f"It comes to {total}, and not to {seen}.")]


def set_aside(row: Checkout, now: CartNow) -> list[Wrong]:
    """Set aside what is in a cart that is as it was shown, and write down what was agreed to.

    Returns:
        What fell short, if somebody took it meanwhile; then nothing is written.
    """
    try:
        reservation = reserved(row, now)
    except OutOfStock as short:
        return [Wrong("stock", "gone", f"Somebody was faster: {short.found}")]
    row.reservation, row.cart_version = reservation, now.cart.version
    row.total_amount, row.currency = now.priced.gross, now.priced.currency
    row.point = Point.PREPARED if row.point == Point.BEGUN else Point(row.point)
    row.changed_at = clock.now()
    row.save(update_fields=AGREED)
    return []


@transaction.atomic
def reserved(row: Checkout, now: CartNow) -> Reservation:
    """What is set aside for this cart as it is now: the reservation that there is, or a new one.

    Raises:
        OutOfStock: there is not enough; then what there was is still held.
    """
    until, there = clock.now() + HELD_FOR, row.reservation
    if there is not None and there.state == State.HELD:
        if row.cart_version == now.cart.version:
            late = there.until < clock.now() + ENOUGH
            return extend_reservation(reservation=there, until=until) if late else there
        release_reservation(reservation=there)
    return reserve_stock(
        owner=now.cart.token,
        wanted={line.wanted.variant: line.wanted.quantity for line in now.priced.lines},
        until=until,
        to=Destination(destination(now.cart)),
    )


def show(row: Checkout, now: CartNow) -> None:
    """Remember what a shopper is shown. What cannot be bought is told each time, while it is in the cart."""
    row.shown = Shown.of(now.priced).kept()
    row.save(update_fields=["shown"])
