"""What the page says: one row for each thing that may go wrong, and where to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from shop.health.figures import INVARIANTS, Figures, Waiting
from shop.outbox.models import Delivery, State
from shop.outbox.watching import PATIENCE

# A buyer at the bank takes some minutes. After these, it is no buyer any more.
AT_THE_BANK = timedelta(minutes=10)
# Others may be away for a while; then the shop tries less and less often.
AN_EVENING = timedelta(hours=5)


@dataclass(frozen=True)
class Place:
    """Where to act.

    Attributes:
        page, query: which list of the admin shows it, and how it is narrowed.
        do: what to do, if it is not well.
    """

    page: str
    query: str = ""
    do: str = ""

    @property
    def address(self) -> str:
        """Where it is shown, and where to act."""
        return reverse(f"admin:{self.page}_changelist") + self.query


@dataclass(frozen=True)
class Row:
    """One thing.

    Attributes:
        is_well: whether somebody may look elsewhere.
    """

    what: str
    says: str
    is_well: bool
    place: Place


def rows(now: Figures, check: Delivery | None) -> list[Row]:
    """Everything that may go wrong, in the order of what it costs."""
    return [*money(now), *work(now), *others(now), invariants(check)]


def money(now: Figures) -> Iterator[Row]:
    """What is between a buyer's money and their order."""
    sweep = Place("checkout_checkout", do="Run `manage.py sweep_checkouts`.")
    yield row("Payments without an order", now.checkouts, now.at, sweep, AT_THE_BANK)
    beat = Place("inventory_reservation", do="Does beat run, and a worker for `slow`?")
    yield row("Reservations that are over", now.lapsed, now.at, beat)


def work(now: Figures) -> Iterator[Row]:
    """The work in the background."""
    relay = Place("outbox_event", do="Does a relay run, and does it reach the broker?")
    yield row("Events that wait for the relay", Waiting(None, now.work.unsent), now.at, relay)
    late = Place("outbox_delivery", "?state__exact=waiting", "Does a worker run?")
    yield row("Work that is due", Waiting(None, now.work.overdue), now.at, late)
    if now.broker:
        said = ", ".join(f"{name} {count}" for name, count in now.work.queues.items())
    else:
        said = "the broker does not answer"
    broker = Place("outbox_delivery", do="Start it. Nothing is lost meanwhile.")
    yield Row("Queues", said, now.broker, broker)
    again = Place("outbox_delivery", "?state__exact=dead", "Read why, mend it, then try again from there.")
    yield Row("Work that was given up", str(now.work.dead), not now.work.dead, again)
    heard = now.work.beat
    says = "never heard" if heard is None else f"heard {ago(heard, now.at)} ago"
    beat = Place("outbox_event", do="Start one; any number may run.")
    yield Row("Beat", says, heard is not None and now.at - heard <= PATIENCE, beat)


def others(now: Figures) -> Iterator[Row]:
    """What comes from other systems, and what goes to them."""
    works = Place("webhooks_overview", do="Does `work_webhooks` run?")
    yield row("Messages from others", now.inbox, now.at, works)
    yield row("Messages to others", now.sent, now.at, works, AN_EVENING)
    dead = now.inbox_dead + now.sent_dead
    again = Place("webhooks_overview", do="Read why; then try again there.")
    yield Row("Messages that were given up", str(dead), not dead, again)


def invariants(check: Delivery | None) -> Row:
    """What must be true, and whether it was when somebody looked last."""
    repair = "Run `manage.py check_invariants --repair-plan`."
    place = Place("outbox_delivery", f"?consumer__exact={INVARIANTS}", repair)
    if check is None or check.ended_at is None:
        return Row("What must be true", "nobody has looked yet", True, place)
    holds = check.state == State.DONE
    says = f"{'holds' if holds else 'something drifted'}, at {check.ended_at:%Y-%m-%d %H:%M} UTC"
    return Row("What must be true", says, holds, place)


def row(what: str, found: Waiting, now: datetime, place: Place, patience: timedelta = PATIENCE) -> Row:
    """A row of something that may wait for so long and not longer."""
    if found.oldest is None:
        return Row(what, "none waits", True, place)
    count = "" if found.count is None else f"{found.count}, "
    says = f"{count}the oldest for {ago(found.oldest, now)}"
    return Row(what, says, now - found.oldest <= patience, place)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago that was, as people say it."""
    seconds = int((now - moment).total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
