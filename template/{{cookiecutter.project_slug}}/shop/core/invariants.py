"""What must be true across rows, which no constraint can say. A sweeper looks whether it still is.

A domain writes its invariants in its module `invariants`, as functions that give what drifted:

    @invariant("stock-ledger", "What lies on a shelf is the sum of its movements.")
    def stock_is_its_ledger() -> Iterator[Drift]: ...

`manage.py check_invariants` asks them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Drift:
    """One place where an invariant does not hold.

    Attributes:
        what: what was found there, and what was expected.
        likely: how this may have come.
        repair: what would put it right, in words.
        mend: puts it right; looks again first, under a lock. None where only a person can decide.
    """

    what: str
    likely: str
    repair: str
    mend: Callable[[], None] | None = None


Check = Callable[[], Iterable[Drift]]


@dataclass(frozen=True)
class Invariant:
    """Something that must always hold."""

    name: str
    says: str
    check: Check


_invariants: dict[str, Invariant] = {}


def invariant(name: str, says: str) -> Callable[[Check], Check]:
    """Have a function asked whether something holds.

    Args:
        name: what people type, in small letters with hyphens.
        says: the invariant as one sentence.
    """

    def known(check: Check) -> Check:
        _invariants[name] = Invariant(name, says, check)
        return check

    return known


def invariants() -> list[Invariant]:
    """Every invariant of every installed domain, by name."""
    autodiscover_modules("invariants")
    return [_invariants[name] for name in sorted(_invariants)]
