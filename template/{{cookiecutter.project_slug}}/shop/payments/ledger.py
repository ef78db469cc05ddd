"""From what happened to a payment to what it comes to: one pure function, whatever came first.

A provider tells what happened in any order, twice, late, or never. So nothing here counts what it is told.
A fact has a name, made of its kind and of what it happened to at the provider; told twice, it is one fact. If
it is told with two amounts, the larger one stands, since a provider's amounts grow. A set of facts has no
order, and the larger of two does not care which came first. Therefore the balance cannot either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import TextChoices


class Kind(TextChoices):
    """What can happen to a payment."""

    DECLINED = "declined", "Declined"
    AUTHORISED = "authorised", "Set aside"
    RELEASED = "released", "Free again"
    CAPTURED = "captured", "Taken"
    REFUNDED = "refunded", "Given back"
    REFUND_FAILED = "refund-failed", "Came back again"
    DISPUTED = "disputed", "Disputed"
    DISPUTE_WON = "dispute-won", "Dispute won"
    DISPUTE_LOST = "dispute-lost", "Dispute lost"


class Happened(Protocol):
    """What is read of a fact. What it happened to is a charge, a refund or a dispute of the provider's."""

    @property
    def kind(self) -> str: ...

    @property
    def reference(self) -> str: ...

    @property
    def amount(self) -> int: ...


@dataclass(frozen=True)
class Balance:
    """What a payment comes to, in its currency's minor unit.

    Attributes:
        authorised: what is set aside and may still be taken.
        captured: what was taken, all in all.
        refunded: what was given back and has not come back again.
        disputed: what the bank holds or has taken away.
    """

    authorised: int = 0
    captured: int = 0
    refunded: int = 0
    disputed: int = 0

    @property
    def kept(self) -> int:
        """What the shop has of it. Below zero until what is late has come."""
        return self.captured - self.refunded - self.disputed

    @property
    def refundable(self) -> int:
        """What can be given back."""
        return max(self.kept, 0)


def balance(facts: Iterable[Happened]) -> Balance:
    """What these facts come to, in whatever order and however often they are told."""
    told: dict[tuple[str, str], int] = {}
    for fact in facts:
        name = (fact.kind, fact.reference)
        told[name] = max(fact.amount, told.get(name, 0))
    return Balance(
        authorised=sum(open_of(told, name) for kind, name in told if kind == Kind.AUTHORISED),
        captured=total(told, Kind.CAPTURED),
        refunded=total(told, Kind.REFUNDED, unless=Kind.REFUND_FAILED),
        disputed=total(told, Kind.DISPUTED, unless=Kind.DISPUTE_WON),
    )


def open_of(told: dict[tuple[str, str], int], name: str) -> int:
    """What of one authorisation is neither taken nor free again."""
    gone = told.get((Kind.CAPTURED, name), 0) + told.get((Kind.RELEASED, name), 0)
    return max(told[Kind.AUTHORISED, name] - gone, 0)


def total(told: dict[tuple[str, str], int], wanted: Kind, unless: Kind | None = None) -> int:
    """All of a kind together, but for those that something else was said of."""
    return sum(
        amount for (kind, name), amount in told.items() if kind == wanted and (unless, name) not in told
    )
