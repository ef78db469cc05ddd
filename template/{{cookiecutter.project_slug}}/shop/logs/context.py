"""What a line is about: identifiers that stand in it, though whoever wrote it did not name them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from shop.core.observing import Doing

# Through these a search finds an order's whole story. A customer's is not among them.
IDS = ("request", "task", "order", "payment", "checkout")

_bound: ContextVar[dict[str, str] | None] = ContextVar("bound", default=None)


def bound() -> dict[str, str]:
    """What lines are about that are written here and now."""
    return dict(_bound.get() or {})


@contextmanager
def bind(**ids: str) -> Iterator[None]:
    """Have lines be about something until the block ends, and about what they were about before.

    Raises:
        ValueError: by a name that is none of IDS. A person's address must not come in by a side door.
    """
    refuse_unknown(ids)
    token = _bound.set(bound() | ids)
    try:
        yield
    finally:
        _bound.reset(token)


def note(**ids: str) -> None:
    """Add what was found out meanwhile, until the block around ends. Where there is none, nothing is noted.

    Raises:
        ValueError: as `bind`.
    """
    refuse_unknown(ids)
    here = _bound.get()
    if here is not None:
        here |= ids


@contextmanager
def known(what: Doing) -> Iterator[None]:
    """Bind what something that is done is about, and from which request it came."""
    ids = {name: value for name, value in {**what.via, **what.ids}.items() if name in IDS}
    with bind(**ids):
        yield


def request() -> dict[str, str]:
    """What goes along to other processes: the request with which it began."""
    return {name: value for name, value in bound().items() if name == "request"}


def refuse_unknown(ids: dict[str, str]) -> None:
    """Raise ValueError for a name that is none of IDS."""
    if strange := ids.keys() - set(IDS):
        raise ValueError(f"A line is about {', '.join(IDS)}. Found: {', '.join(sorted(strange))}.")
