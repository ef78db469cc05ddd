"""What somebody has set aside is there for them, and for nobody else."""

from collections.abc import Iterable, Mapping
from typing import Any

from shop.inventory.models import Reservation, State


def own_units(reservation: Reservation | None) -> dict[int, int]:
    """Units by variant of what a reservation holds. Costs one query, and none where nothing is held."""
    if reservation is None or reservation.state != State.HELD:
        return {}
    units: dict[int, int] = {}
    for variant, count in reservation.lines.values_list("item__variant", "units"):
        units[variant] = units.get(variant, 0) + count
    return units


def count_own(rows: Iterable[Any], own: Mapping[int, int]) -> None:
    """Have rows that came through `with_stock` count what is theirs already. Costs nothing.

    Without it, whoever has the last three of something is told that there are none.

    Args:
        rows: each with its `variant_id`.
    """
    for row in rows:
        add(row.kept, own.get(row.variant_id, 0))
        for name, parts in vars(row).items():
            if name.startswith("packed_"):
                for part in parts:
                    add(part["kept"], own.get(part["part"], 0))


def add(kept: dict[str, int] | None, units: int) -> None:
    """Count so many more, if it is counted at all."""
    if kept:
        kept["ready"] += units
        kept["total"] += units
