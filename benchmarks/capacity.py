"""What so many orders a second need and cost, from what was measured: `python -m benchmarks.capacity`.

Arithmetic, and no measurement: nobody here has served a thousand orders a second. Each line says what it is
made of, so that it can be doubted line by line. `--write` writes the page of the site.
"""

import argparse
import json
import math
import sys
import tomllib
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import HERE, RESULTS

PAGE = HERE.parent / "docs" / "reference" / "capacity.md"
WORDS = HERE / "capacity.md"


@dataclass(frozen=True)
class Measured:
    """What was measured, from `benchmarks/results/`.

    Attributes:
        order: seconds of a core for an order that is paid, the database's share in it.
        page: the same for a page.
        order_in_database: seconds of a core for an order in SQL alone: what no faster Python would save.
        writes: statements of an order that write.
        kept: bytes that an order leaves.
    """

    order: float
    page: float
    order_in_database: float
    writes: float
    kept: float


def measured() -> Measured:
    """Read the figures."""
    orders, pages, size = (read(name) for name in ("place-order", "pages", "order-size"))
    cores = json.loads((RESULTS / "place-order.json").read_text("utf-8"))["machine"]["cores"]
    shown = [pages[f"product {what}, storefront: time at the server"] for what in ("list", "page")]
    return Measured(
        order=cores / orders["the store, payment included, 4 lines, 4 at once: orders"],
        page=sum(shown) / len(shown) / 1000,
        order_in_database=cores / orders["SQL, 4 lines, 4 at once: orders"],
        writes=orders["of these, writes"],
        kept=size["bytes an order leaves"],
    )


def read(name: str) -> dict[str, float]:
    """The figures of one benchmark."""
    kept = json.loads((RESULTS / f"{name}.json").read_text("utf-8"))
    return {figure["what"]: figure["value"] for figure in kept["figures"]}


def told() -> dict[str, Any]:
    """What is assumed."""
    found: dict[str, Any] = tomllib.loads((HERE / "capacity.toml").read_text("utf-8"))
    return found


def needs(rate: float, has: Measured, assumed: dict[str, Any]) -> dict[str, float]:
    """What one rate needs, by what it is."""
    shoppers, room, prices = assumed["shoppers"], assumed["room"], assumed["prices"]
    pages = rate * shoppers["pages_an_order"] * (1 - shoppers["kept_by_a_cdn"])
    work = rate * has.order + pages * has.page
    cores = max(1, math.ceil(work / room["busy"]))
    database = max(1, math.ceil(rate * has.order_in_database / room["busy"]))
    daily = rate * 3600 * room["hours_a_day"]
    return {
        "pages a second, of these asked of the shop": pages,
        "cores for all of it": cores,
        "of these, for the database at least": database,
        "web processes": math.ceil(cores / 2),
        "threads, which would be sessions without a pooler": math.ceil(cores / 2) * room["threads_a_process"],
        "sessions behind a pooler": max(4, database * room["sessions_a_core"]),
        "statements a second that write": rate * has.writes,
        "gigabytes a day": daily * has.kept / 1e9,
        "questions to Redis a second": pages * shoppers["questions_to_redis_a_page"],
        "US dollars a month": (cores - database) * prices["core"] + database * prices["database_core"],
    }


def page() -> str:
    """The whole page."""
    has, assumed = measured(), told()
    rates = assumed["shoppers"]["orders_a_second"]
    columns = [needs(rate, has, assumed) for rate in rates]
    table = [
        "| orders a second | " + " | ".join(f"{rate:,}" for rate in rates) + " |",
        "| --- |" + " --: |" * len(rates),
    ]
    table += [
        f"| {what} | " + " | ".join(short(column[what]) for column in columns) + " |" for what in columns[0]
    ]
    words = WORDS.read_text("utf-8")
    return words.format(table="\n".join(table), **was(has), **assumed)


def was(has: Measured) -> dict[str, str]:
    """What was measured, for the page."""
    return {
        "order": f"{has.order * 1000:.0f}",
        "page": f"{has.page * 1000:.0f}",
        "sql": f"{has.order_in_database * 1000:.1f}",
        "writes": f"{has.writes:.0f}",
        "kept": f"{has.kept:,.0f}",
    }


def short(value: float) -> str:
    """A number, as people read it."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}"


def main() -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(HERE.parent)}")
    if parser.parse_args().write:
        PAGE.write_text(page(), encoding="utf-8")
        print(f"{PAGE.name} is written.")
    else:
        print(page(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
