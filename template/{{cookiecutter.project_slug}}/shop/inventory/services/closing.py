"""How a promise ends: it is used, it is given back, or its time is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from shop.core import clock
from shop.inventory.errors import ReservationClosed
from shop.inventory.models import Reservation, ReservationLine, State
from shop.inventory.services.counts import shift


def extend_reservation(*, reservation: Reservation, until: datetime) -> Reservation:
    """Hold it for longer. A moment that is earlier than the one it has changes nothing.

    Raises:
        ReservationClosed: it has ended.
    """
    still = Reservation.objects.filter(pk=reservation.pk, state=State.HELD)
    still.filter(until__lt=until).update(until=until)
    reservation.refresh_from_db()
    refuse_closed(reservation)
    return reservation


@transaction.atomic
def use_reservation(*, reservation: Reservation) -> Reservation:
    """Sell what is held. It may be late: what nobody has given to others yet is still there.

    Raises:
        ReservationClosed: it has ended.
    """
    close(reservation, State.USED)
    shift(units_of(reservation), held=-1, allocated=1)
    return reservation


@transaction.atomic
def release_reservation(*, reservation: Reservation) -> Reservation:
    """Give back what is held.

    Raises:
        ReservationClosed: it has ended.
    """
    close(reservation, State.RELEASED)
    shift(units_of(reservation), held=-1)
    return reservation


@transaction.atomic
def cancel_sale(*, reservation: Reservation) -> Reservation:
    """Give back what was sold and has not been sent.

    Raises:
        ReservationClosed: it was never sold, or given back already.
    """
    close(reservation, State.RELEASED, before=State.USED)
    shift(units_of(reservation), allocated=-1)
    return reservation


@transaction.atomic
def release_lapsed(*, batch: int = 100) -> int:
    """Give back what was held for too long, the oldest first; gives how many reservations that were.

    Costs five statements, whatever is in them. Several sweepers share the work: each takes rows that nobody
    else has. A reservation that somebody uses at this moment is left alone.
    """
    now = clock.now()
    lapsed = Reservation.objects.filter(state=State.HELD, until__lte=now).order_by("until", "id")
    chosen = list(lapsed.select_for_update(skip_locked=True).values_list("pk", flat=True)[:batch])
    if chosen:
        lines = ReservationLine.objects.filter(reservation__in=chosen).values_list("item")
        Reservation.objects.filter(pk__in=chosen).update(state=State.RELEASED, closed_at=now)
        shift(dict(lines.annotate(sum=Sum("units"))), held=-1)
    return len(chosen)


def close(reservation: Reservation, state: State, before: State = State.HELD) -> None:
    """End a reservation, if nobody has: of two who try at once, the second finds it ended.

    Raises:
        ReservationClosed: it is not, or no longer, in the state before.
    """
    now = clock.now()
    still = Reservation.objects.filter(pk=reservation.pk, state=before)
    if not still.update(state=state, closed_at=now):
        reservation.refresh_from_db()
        refuse_closed(reservation, before)
    reservation.state, reservation.closed_at = state, now


def units_of(reservation: Reservation) -> dict[int, int]:
    """What is in a reservation: units by item."""
    return dict(reservation.lines.values_list("item", "units"))


def refuse_closed(reservation: Reservation, expected: State = State.HELD) -> None:
    """Raise ReservationClosed unless a reservation is where it is expected to be."""
    if reservation.state != expected:
        since = f" since {reservation.closed_at:%H:%M:%S} UTC" if reservation.closed_at else ""
        raise ReservationClosed(
            found=f"{reservation} is {reservation.state}{since}.",
            expected=f"one that is {expected}.",
            do="reserve again, or leave it as it is.",
        )
