"""A way to pay for tests. What it took, it keeps in a place of its own: no rollback of ours takes it away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from unittest.mock import patch

from shop.checkout.errors import PaymentUnknown
from shop.checkout.ways import Declined, NeedsAction, Outcome, Paid, PaymentRequest, Way, register_way
from shop.core.money import Money


@dataclass
class Bank:
    """Takes money once for each key, and gives it back once.

    Attributes:
        answers: what it says to the next requests, one after the other; then that it has the money.
        charges: what it took, by key.
        returned: the keys whose money it gave back.
        asked: all keys, in the order in which it was asked.
    """

    code = "bank"
    name = "A bank of this test"

    answers: list[Outcome | None] = field(default_factory=list)
    charges: dict[str, Money] = field(default_factory=dict)
    returned: set[str] = field(default_factory=set)
    asked: list[PaymentRequest] = field(default_factory=list)

    def pay(self, request: PaymentRequest) -> Outcome:
        """Take the money, or say what was prepared; for `None`, take it and do not answer."""
        self.asked.append(request)
        answer = self.answers.pop(0) if self.answers else Paid(f"paid-{request.key}")
        if isinstance(answer, NeedsAction | Declined):
            return answer
        if request.key not in self.returned:
            # As a provider does: the same key is the same payment, and another amount would be a mistake.
            assert self.charges.setdefault(request.key, request.amount) == request.amount
        if answer is None:
            raise PaymentUnknown(found="silence.", do="ask again.")
        return answer

    def undo(self, request: PaymentRequest) -> None:
        """Give it back."""
        self.returned.add(request.key)

    @property
    def kept(self) -> dict[str, Money]:
        """What it has now."""
        return {key: amount for key, amount in self.charges.items() if key not in self.returned}


W = TypeVar("W", bound=Way)


@contextmanager
def open_bank(bank: W) -> Iterator[W]:
    """Have a bank, or another way to pay, take money for the length of a test."""
    with patch.dict("shop.checkout.ways._ways"):  # what is registered ends with the test
        register_way(bank)
        yield bank
