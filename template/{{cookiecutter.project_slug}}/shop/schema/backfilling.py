"""Fill rows of a table that is in use: in small batches, each committed with how far it has come.

A domain says in its module `backfills` what is to be filled:

    register(Filling("orders.email-key", OrderContact, Q(email_key=None), ("email_key",), fill_key))

`manage.py backfill` does it. It may be killed at any moment and begun again, and run twice at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q
from django.utils.module_loading import autodiscover_modules

from shop.core import clock
from shop.core.alone import alone
from shop.core.outside import refuse_within_transaction
from shop.schema.careful import careful, patiently
from shop.schema.errors import SchemaError
from shop.schema.models import Backfill
from shop.schema.pressure import pressure


@dataclass(frozen=True)
class Filling:
    """What is filled in which rows.

    Attributes:
        lacking: which rows lack it. A row that was filled is not among them, so nothing is done twice.
        fields: what is written.
        fill: fills them in one row that was read; it writes nothing itself.
    """

    name: str
    model: type[Model]
    lacking: Q
    fields: tuple[str, ...]
    fill: Callable[[Any], None]

    def left(self) -> int:
        """How many rows lack it. Reads the whole table, and locks nobody out."""
        return self.model._default_manager.filter(self.lacking).count()  # noqa: SLF001

    def is_done(self) -> bool:
        """Whether no row lacks it."""
        return not self.model._default_manager.filter(self.lacking).exists()  # noqa: SLF001


_fillings: dict[str, Filling] = {}


def register(filling: Filling) -> None:
    """Have something filled when somebody asks for it by name."""
    _fillings[filling.name] = filling


def fillings() -> dict[str, Filling]:
    """All that the domains want to have filled, by name."""
    autodiscover_modules("backfills")
    return dict(sorted(_fillings.items()))


def backfill(filling: Filling, *, stop: Event, tell: Callable[[str], None], size: int) -> bool:
    """Fill until no row is left, or somebody asks to stop. Gives whether all are filled.

    Rows that the release before has written meanwhile may lie behind us: then it begins again.

    Args:
        size: how many rows a batch looks at.

    Raises:
        SchemaError: somebody else does it already.
    """
    refuse_within_transaction(f"backfill {filling.name}")
    with alone(f"backfill {filling.name}") as mine, careful():
        if not mine:
            raise SchemaError(
                f"`{filling.name}` was not begun.",
                found="another process that does it.",
                do="let it; `manage.py backfill` says how far it is.",
            )
        while not filling.is_done() and not stop.is_set():
            Backfill.objects.filter(name=filling.name).exclude(ended_at=None).update(
                position=0, ended_at=None
            )
            for _ in batches(filling, size, tell):
                if not rested(stop, tell):
                    return False
    return not stop.is_set()


def batches(filling: Filling, size: int, tell: Callable[[str], None]) -> Iterator[int]:
    """Fill batch after batch; gives how many rows were filled in each, after it was committed."""
    ended = False
    while not ended:
        done: list[tuple[int, bool]] = []
        patiently(lambda: done.append(batch(filling, size)), tell)  # noqa: B023 - it is called at once
        filled, ended = done[-1]
        yield filled


@transaction.atomic
def batch(filling: Filling, size: int) -> tuple[int, bool]:
    """Fill the next rows and note how far that is, both or neither. Gives how many, and whether it ended."""
    at, _ = Backfill.objects.select_for_update().get_or_create(name=filling.name)
    rows = filling.model._default_manager.filter(pk__gt=at.position).order_by("pk")  # noqa: SLF001
    keys = list(rows.values_list("pk", flat=True)[:size])
    wanted = list(rows.filter(filling.lacking, pk__lte=keys[-1]).select_for_update()) if keys else []
    for row in wanted:
        filling.fill(row)
    if wanted:
        filling.model._default_manager.bulk_update(wanted, filling.fields)  # noqa: SLF001
    at.position, at.filled = keys[-1] if keys else at.position, at.filled + len(wanted)
    at.moved_at = clock.now()
    at.ended_at = None if keys else at.moved_at
    at.save()
    return len(wanted), not keys


def rested(stop: Event, tell: Callable[[str], None]) -> bool:
    """Leave the database to the shoppers for a moment, or as long as they need. Gives whether to go on."""
    said = ""
    stop.wait(settings.BACKFILL_REST.total_seconds())
    while not stop.is_set() and (why := pressure()):
        if why != said:
            tell(f"Pausing: {why}.")
        said = why
        stop.wait(settings.BACKFILL_PAUSE.total_seconds())
    return not stop.is_set()
