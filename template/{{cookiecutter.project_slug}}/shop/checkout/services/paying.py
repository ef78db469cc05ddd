"""Phase two: ask for the money. Nothing is locked meanwhile, and asking twice is asking once."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from shop.checkout.errors import PaymentUnknown
from shop.checkout.models import Checkout, Point, Settled
from shop.checkout.services.preparing import hold
from shop.checkout.ways import Declined, NeedsAction, Outcome, Paid, PaymentRequest, Pending, Undoes, way_of
from shop.core import clock
from shop.core.money import Money
from shop.core.outside import outside

MONEY = ["settled", "reference", "instructions"]


def pay_checkout(*, checkout: Checkout, given: Mapping[str, str] | None = None) -> tuple[Checkout, Outcome]:
    """Ask for the money of a prepared checkout, and write down what became of it.

    First it is written down that somebody will be asked: from then on the money may be there, whatever
    happens to us. Whoever comes after that asks once more, with the same key.

    Args:
        given: what the buyer's browser sent for the provider.

    Raises:
        PaymentUnknown: nobody answered, or the checkout went on without us. Ask again.
        RuntimeError: a transaction is open.
    """
    with transaction.atomic():
        row = hold(checkout)
        if row.point in (Point.PAID, Point.ORDERED):
            return row, as_noted(row)
        if row.point not in (Point.PREPARED, Point.ASKED):
            raise PaymentUnknown(found=f"a checkout that is {row.point}.", do="look at it, then ask again.")
        if row.point == Point.PREPARED:
            move(row, Point.ASKED)
    request = replace(request_of(row), given=dict(given or {}))
    with outside(f"{row.way}: pay {request.key}"):
        outcome = way_of(row.way).pay(request)
    return note(row, outcome), outcome


def request_of(checkout: Checkout) -> PaymentRequest:
    """Who is to pay how much, the same each time it is asked."""
    total = checkout.total
    if total is None:
        raise RuntimeError(f"{checkout} has no total that anybody agreed to.")
    contact = getattr(checkout, "contact", None)
    return PaymentRequest(
        amount=total,
        key=checkout.payment_key,
        checkout=checkout.public_id,
        email=contact.email if contact else "",
    )


def note(asked: Checkout, outcome: Outcome) -> Checkout:
    """Write down what a way said of an attempt. Of two who asked at once, the second finds it written.

    Raises:
        PaymentUnknown: the attempt was given up meanwhile; what it took was given back.
    """
    with transaction.atomic():
        row = hold(asked)
        if row.point in (Point.PAID, Point.ORDERED):
            return row
        given_up = row.point != Point.ASKED or row.payment_key != asked.payment_key
        if not given_up:
            write(row, outcome)
    if given_up and not isinstance(outcome, Declined):
        undo(asked)
        raise PaymentUnknown(found="another attempt to pay, which began meanwhile.", do="ask again.")
    return row


def write(row: Checkout, outcome: Outcome) -> None:
    """Let a checkout that is held say what became of its money."""
    match outcome:
        case Paid():
            row.settled, row.reference = Settled.PAID, outcome.reference
            move(row, Point.PAID, *MONEY)
        case Pending():
            row.settled, row.reference = Settled.PENDING, outcome.reference
            row.instructions = list(outcome.instructions.items())
            move(row, Point.PAID, *MONEY)
        case NeedsAction():
            row.settled, row.reference = Settled.NEEDS_ACTION, outcome.reference
            move(row, Point.ASKED, *MONEY)
        case Declined():
            clear(row)
            move(row, Point.PREPARED, "attempt", *MONEY)


def move(row: Checkout, point: Point, *fields: str) -> None:
    """Let a checkout that is held go on from another point. Costs one statement."""
    row.point, row.changed_at = point, clock.now()
    row.save(update_fields=["point", "changed_at", *fields])


def clear(row: Checkout) -> None:
    """Forget an attempt: the next one has another key."""
    row.attempt += 1
    row.settled, row.reference, row.instructions = "", "", []


def as_noted(checkout: Checkout) -> Outcome:
    """What is known of the money of a checkout that is paid."""
    if checkout.settled == Settled.PENDING:
        return Pending(checkout.reference, dict(checkout.instructions))
    return Paid(checkout.reference)


def take_back(*, checkout: Checkout) -> Checkout:
    """Give up an attempt to pay: what it took is given back, and the checkout begins anew.

    First it is written down that it goes back. Else somebody might die after the money has left, and the next
    one would find a checkout that is paid, and write its order.

    Raises:
        PaymentUnknown: nobody answered.
    """
    with transaction.atomic():
        row = hold(checkout)
        if row.point == Point.ORDERED or row.payment_key != checkout.payment_key:
            return row
        move(row, Point.RETURNING)
    undo(row)
    with transaction.atomic():
        row = hold(row)
        if row.point == Point.RETURNING and row.payment_key == checkout.payment_key:
            clear(row)
            move(row, Point.BEGUN, "attempt", *MONEY)
    return row


def undo(checkout: Checkout) -> None:
    """Have an attempt to pay be nothing. A way that takes nothing before there is an order does nothing."""
    way = way_of(checkout.way)
    if isinstance(way, Undoes):
        request = request_of(checkout)
        with outside(f"{checkout.way}: undo {request.key}"):
            way.undo(request)


def is_to_be_taken_back(checkout: Checkout, seen: Money) -> bool:
    """Whether the money is on its way back, or somebody was asked for another total than is agreed to now."""
    return checkout.point == Point.RETURNING or (checkout.point == Point.ASKED and checkout.total != seen)
