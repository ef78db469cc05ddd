"""Ways to pay. This file is all that a way and the checkout know of each other.

A way is an object with a code, a name and a verb. Its domain registers it, in its app's `ready()`:

    register_way(Cards())

What a way must keep to:

- `pay` is asked outside of transactions, and as often as it takes: after a crash nobody knows whether it was
  asked. So it hands `request.key` on as the provider's idempotency key, or looks what became of that key.
- Whoever asks again, perhaps hours later and without what the buyer's browser sent (`request.given`), is told
  what the payment is by then. So a payment that needed something of the buyer ends: the checkout asks again.
- A provider that does not answer is `PaymentUnknown`, never `Declined`.
- A way that can take money before there is an order also gives it back: see `Undoes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from shop.checkout.errors import UnknownWay
from shop.core.money import Money


@dataclass(frozen=True)
class PaymentRequest:
    """Who is to pay how much.

    Attributes:
        key: the same for each attempt at one payment, and for no other payment.
        checkout: the public identifier of what is paid for. It says nothing about anybody.
        given: what the buyer's browser sent for the provider, such as a token that stands for a card. It is
            handed on and kept nowhere.
    """

    amount: Money
    key: str
    checkout: str
    email: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Paid:
    """The money is there, or certain to come.

    Attributes:
        reference: what the payment is called outside.
    """

    reference: str = ""


@dataclass(frozen=True)
class Pending:
    """The order stands, and the money comes later.

    Attributes:
        instructions: what the buyer has to know or do, as words and values: `{"Reference": "4K7M2-P9S3V"}`.
    """

    reference: str = ""
    instructions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NeedsAction:
    """The buyer has to do something first, such as prove to their bank who they are.

    Attributes:
        action: what the buyer's browser needs for it. It may hold secrets, and is kept nowhere.
    """

    reference: str = ""
    action: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Declined:
    """There will be no money by this payment. The next attempt has another key.

    Attributes:
        reason: a sentence that the buyer may read.
    """

    reason: str


Outcome = Paid | Pending | NeedsAction | Declined


class Way(Protocol):
    """One way to pay."""

    @property
    def code(self) -> str:
        """What programs call it: small letters and hyphens, for good."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    def pay(self, request: PaymentRequest) -> Outcome:
        """Ask for the money, or what became of it.

        Raises:
            PaymentUnknown: nobody answered.
        """
        ...


@runtime_checkable
class Undoes(Protocol):
    """A way that gives back what it took, where no order came of it."""

    def undo(self, request: PaymentRequest) -> None:
        """Have a payment be nothing: cancel it, or give it back. As often as asked, it happens once.

        Raises:
            PaymentUnknown: nobody answered.
        """
        ...


_ways: dict[str, Way] = {}


def register_way(way: Way) -> Way:
    """Offer a way. Twice is once: a code has one way."""
    _ways[way.code] = way
    return way


def ways() -> list[Way]:
    """All ways, in the order in which they were registered."""
    return list(_ways.values())


def way_of(code: str) -> Way:
    """The way with a code.

    Raises:
        UnknownWay: there is none.
    """
    if code not in _ways:
        known = ", ".join(f"`{name}`" for name in _ways) or "none"
        raise UnknownWay(found=f"`{code}`.", expected=f"one of {known}.", do="choose one of these.")
    return _ways[code]
