"""Which earlier price a reduction names: the lowest of the 30 days before it.

This is the rule of the European Union for reductions that are announced (directive 98/6/EC, article 6a, which
directive 2019/2161, called Omnibus, put there). A price counts while it applied to everybody who bought one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=30)


@dataclass(frozen=True)
class Change:
    """At a moment, a public price changed; None is no price."""

    at: datetime
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Span:
    """A public price, from a moment on and up to another, if it has ended.

    Attributes:
        own: it is the variant's own, which is paid only where no standing list has a price.
        offer: it is that of a sale, which is paid only where it is lower than the usual price.
    """

    amount: int
    starts_at: datetime
    ends_at: datetime | None = None
    own: bool = False
    offer: bool = False

    def covers(self, at: datetime) -> bool:
        """Whether it was there at a moment."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


def lowest_before(spans: Sequence[Span], moment: datetime) -> int | None:
    """The lowest price that was paid in the 30 days before a moment; None if there was none.

    A price changes only where a span starts or ends, so those moments are enough to look at.
    """
    since = moment - WINDOW
    edges = (edge for span in spans for edge in (span.starts_at, span.ends_at))
    turns = {since, *(edge for edge in edges if edge and since < edge < moment)}
    return min((paid for at in turns if (paid := paid_at(spans, at)) is not None), default=None)


def paid_at(spans: Sequence[Span], at: datetime) -> int | None:
    """What everybody paid at a moment, after the precedence in `choosing`: the usual price or an offer."""
    there = [span for span in spans if span.covers(at)]
    usual = [span.amount for span in there if not span.own and not span.offer]
    usual = usual or [span.amount for span in there if span.own]
    return min([*usual, *(span.amount for span in there if span.offer)], default=None)


def list_spans(
    changes: Sequence[Change], starts_at: datetime, ends_at: datetime | None, *, offer: bool = False
) -> list[Span]:
    """The prices that a list had while it applied, from its changes in the order of time."""
    found = []
    for number, change in enumerate(changes):
        until = changes[number + 1].at if number + 1 < len(changes) else None
        begins = max(change.at, starts_at)
        ends = min((moment for moment in (until, ends_at) if moment), default=None)
        if change.after is not None and (ends is None or begins < ends):
            found.append(Span(change.after, begins, ends, offer=offer))
    return found


def own_spans(changes: Sequence[Change], created_at: datetime, now: int | None) -> list[Span]:
    """A variant's own prices since it exists, from their changes in the order of time.

    Args:
        now: what it is today; None if it is in another currency today.
    """
    amounts = [change.before for change in changes] + [changes[-1].after if changes else now]
    moments = [created_at, *(change.at for change in changes), None]
    return [
        Span(amount, starts, ends, own=True)
        for amount, starts, ends in zip(amounts, moments[:-1], moments[1:], strict=True)
        if amount is not None and starts is not None
    ]
