"""What so many orders a second need and cost, worked out from what was measured: `python -m benchmarks.capacity`.

Arithmetic, and no measurement: nobody here has served a thousand orders a second. Each line says what it is made
of, so that it can be doubted line by line. `--write` writes the page of the site.
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
HEAD = """---
title: Capacity
order: 9
description: What 1, 10, 100 and 1,000 orders a second need and cost, worked out from measured figures with each step shown.
---

# Capacity

<p class="sw-lead">What so many orders a second would need, and what that costs. It is arithmetic from what was measured on two cores; nobody here has served a thousand orders a second.</p>

`python -m benchmarks.capacity --write` writes this page. Change what is assumed in `benchmarks/capacity.toml`, and run it again.
"""


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
    table = ["| orders a second | " + " | ".join(f"{rate:,}" for rate in rates) + " |", "| --- |" + " --: |" * len(rates)]
    table += [f"| {what} | " + " | ".join(short(column[what]) for column in columns) + " |" for what in columns[0]]
    return "\n\n".join([HEAD.strip(), "\n".join(table), *made_of(has, assumed), LIMITS.strip()]) + "\n"


def made_of(has: Measured, assumed: dict[str, Any]) -> list[str]:
    """What the table is made of."""
    shoppers, room, prices = assumed["shoppers"], assumed["room"], assumed["prices"]
    was = [
        f"An order that is paid takes {has.order * 1000:.0f} ms of a core, the database and the payment's sandbox in it (`place-order`).",
        f"A page takes {has.page * 1000:.0f} ms: the middle of list and product (`pages`).",
        f"An order in SQL alone takes {has.order_in_database * 1000:.1f} ms (`place-order`): the least that the database does.",
        f"An order writes by {has.writes:.0f} statements (`place-order`), and leaves {has.kept:,.0f} bytes with its indexes (`order-size`).",
    ]
    may = [
        f"An order comes with {shoppers['pages_an_order']} pages, and a CDN answers {shoppers['kept_by_a_cdn']:.0%} of all pages.",
        f"Processors are busy for {room['busy']:.0%}; the rate lasts for {room['hours_a_day']} hours a day.",
        f"A page asks Redis {shoppers['questions_to_redis_a_page']} times. A web process has two cores and {room['threads_a_process']} threads.",
        f"A core costs {prices['core']} dollars a month ({prices['core_from']}), one of the database's {prices['database_core']} ({prices['database_core_from']}). What the CDN costs depends on yours, and is not in it.",
    ]
    return ["## What was measured", listed(was), "## What is assumed", listed(may)]


LIMITS = """
## Where it ends

Up to ten orders a second it is one machine, or three that can lose one. At a hundred, what decides is the share of pages that a CDN answers: at nine of ten it is a tenth of the machines. The pooler comes first here, since the threads are more than PostgreSQL has sessions.

At a thousand, the database has to write by tens of thousands of statements a second, and on one primary. The measured figure is from a database that does not wait for its disk, so a real one needs more. This is where an order must write less, or orders must be split among several databases; the shop does neither. Whoever sells a thousand orders a second has people to decide that.

Doubt the assumptions first. With ten pages an order in place of three hundred, all but the first column is a tenth.
"""


def listed(lines: list[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


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
