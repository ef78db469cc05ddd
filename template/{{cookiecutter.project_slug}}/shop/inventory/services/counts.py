"""The one statement by which promises change. Nothing else writes `held` or `allocated`."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

# Looking and writing are one: the condition stands beside the change, and is asked of the row as it is when
# it is written. Rows are held first, in the order of their keys, so that nobody waits in a ring; and it is
# one statement for a cart of any length. The constraint `stock_never_oversold` stands behind it, silent.
SHIFT = """
WITH asked AS MATERIALIZED (
    SELECT item.id, asked.units
    FROM unnest(%(items)s::bigint[], %(units)s::integer[]) AS asked (id, units)
    JOIN inventory_stockitem item ON item.id = asked.id
    ORDER BY item.id
    FOR NO KEY UPDATE OF item
)
UPDATE inventory_stockitem item
SET held = item.held + %(held)s * asked.units,
    allocated = item.allocated + %(allocated)s * asked.units
FROM asked
WHERE item.id = asked.id
    AND item.on_hand + item.backorder_limit - item.held - item.allocated
        >= (%(held)s + %(allocated)s) * asked.units
RETURNING item.id
"""


def shift(units: Mapping[int, int], *, held: int = 0, allocated: int = 0) -> set[int]:
    """Change what is promised of some items; gives those that had enough. The others are as they were.

    Args:
        units: how many, by the item's key.
        held: 1 to hold so many more, -1 to hold them no more, 0 to leave this count alone.
        allocated: the same, for what is sold.
    """
    asked: dict[str, Any] = {
        "items": list(units),
        "units": list(units.values()),
        "held": held,
        "allocated": allocated,
    }
    with connection.cursor() as cursor:
        cursor.execute(SHIFT, asked)
        return {item for (item,) in cursor.fetchall()}
