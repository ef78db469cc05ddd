"""What is being done, told to whoever watches, without knowing who that is.

    with doing("task", "mail.order-placed", task=identifier): ...
    notice("stock.refused")

Who watches says so in the `ready()` of an AppConfig. Where nobody does, it costs a loop over nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Doing:
    """Something that takes time.

    Attributes:
        kind, name: what it is: `request` and the view, `task` and the consumer, `outside` and who is asked.
        ids: of what it is about, for people who search. They are no names of anything that is counted.
        via: what was carried here from where it began; see `carried`.
        outcome: how it ended, in a word of few.
    """

    kind: str
    name: str
    ids: Mapping[str, str] = field(default_factory=dict)
    via: Mapping[str, str] = field(default_factory=dict)
    outcome: str = "done"


Observer = Callable[[Doing], AbstractContextManager[object]]
Carrier = Callable[[], Mapping[str, str]]
Listener = Callable[[str, float], None]

_innermost: ContextVar[Doing | None] = ContextVar("innermost", default=None)
_observers: list[Observer] = []
_carriers: list[tuple[Carrier, bool]] = []
_listeners: list[Listener] = []


def observe(observer: Observer) -> None:
    """Have everything that is done watched. Twice is once. Whoever came first is outermost."""
    if observer not in _observers:
        _observers.append(observer)


def carry(carrier: Carrier, *, outside: bool = False) -> None:
    """Have something taken along from process to process.

    Args:
        outside: to others as well, in the headers of what they are asked.
    """
    if (carrier, outside) not in _carriers:
        _carriers.append((carrier, outside))


def listen(listener: Listener) -> None:
    """Hear of all that is noticed."""
    if listener not in _listeners:
        _listeners.append(listener)


@contextmanager
def doing(kind: str, name: str, *, via: Mapping[str, str] | None = None, **ids: str) -> Iterator[Doing]:
    """Say that something is being done, for as long as the block takes.

    An exception makes the outcome `failed` and goes on.
    """
    what = Doing(kind, name, ids, via or {})
    around = _innermost.set(what)
    try:
        with ExitStack() as watched:
            for observer in _observers:
                watched.enter_context(observer(what))
            try:
                yield what
            except BaseException:
                what.outcome = "failed"
                raise
    finally:
        _innermost.reset(around)


def ends(outcome: str) -> None:
    """Say how it ends what is being done, where no exception says it."""
    if (what := _innermost.get()) is not None:
        what.outcome = outcome


def notice(what: str, amount: float = 1) -> None:
    """Say that something happened, or how much. It is counted, not booked: no rollback takes it back."""
    for listener in _listeners:
        listener(what, amount)


def carried(*, outside: bool = False) -> dict[str, str]:
    """What goes along with whatever is sent from here; what may go to others alone, if it goes outside."""
    found: dict[str, str] = {}
    for carrier, may_leave in _carriers:
        if may_leave or not outside:
            found |= carrier()
    return found
