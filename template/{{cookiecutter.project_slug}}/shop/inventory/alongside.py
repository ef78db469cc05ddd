"""What may be promised of variants, brought along by a query about something else.

`availability` asks a question of its own, and one more about what is packed of others. Who reads rows that
name variants anyway need not ask again: a cart reads its lines, and each line brings what of it is there.

A domain that knows what is packed of what says so here too, as a column:

    @brings_recipes
    def parts_column(variant): ...
"""

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from shop.inventory.models import StockItem
from shop.inventory.selectors import NOTHING, SUMS, Availability, as_often, counted

Column = Callable[[str], ArraySubquery]
Row = TypeVar("Row", bound=Model)

_columns: list[Column] = []


class Part(TypedDict):
    """One part of what is packed of others."""

    part: int
    units: int
    kept: dict[str, int] | None


def brings_recipes(column: Column) -> Column:
    """Have this column brought along: what each variant is packed of, as a list of `Part`; mostly empty."""
    _columns.append(column)
    return column


def kept_column(variant: str) -> Subquery:
    """What lies of a variant on all shelves together; NULL where nobody keeps it, or it is sold no more.

    Uses the index of the constraint `stock_once_per_place`.

    Args:
        variant: where the outer query has the variant's key.
    """
    rows = StockItem.objects.filter(variant=OuterRef(variant), variant__is_active=True).order_by()
    return Subquery(rows.values("variant").annotate(kept=JSONObject(**SUMS)).values("kept"))


def with_stock(rows: "QuerySet[Row]", variant: str = "pk") -> "QuerySet[Row]":
    """Have rows bring along what may be promised of their variants. Costs no query.

    Args:
        variant: where the rows have the variant's key.
    """
    parts = {f"packed_{number}": column(variant) for number, column in enumerate(_columns)}
    return rows.annotate(kept=kept_column(variant), **parts)  # type: ignore[return-value]


def stock_of(row: Any) -> Availability:
    """What may be promised of the variant of a row that came through `with_stock`. Costs nothing."""
    parts: list[Part] = [part for number in range(len(_columns)) for part in getattr(row, f"packed_{number}")]
    if not parts:
        return read(row.kept)
    recipe = {part["part"]: part["units"] for part in parts}
    return as_often(recipe, {part["part"]: read(part["kept"]) for part in parts})


def read(kept: dict[str, int] | None) -> Availability:
    """What the column says."""
    return counted(**kept) if kept else NOTHING
