"""`make profile URL=/`: what a page costs, and below which functions of the shop its calls are.

Calls are counted, and not seconds: the same page gives the same table today and tomorrow, so two tables
can be compared line by line. What waits, such as a slow statement, this does not show; its rows do.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from local.interrupts import interruptible
from local.processes import ServerError
from performance.scratch import scratch

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "Example: make profile URL=/p/harbour-mug/. The shop is one of its own."
SHARE = 0.01  # functions with fewer of all calls are left out


def main() -> int:
    """Profile the page that the command line names; 2 if there is none."""
    name = "python -m performance.profile"
    parser = argparse.ArgumentParser(prog=name, description=__doc__, epilog=EXAMPLE)
    parser.add_argument("url", nargs="?", default="/", help="the page: /p/harbour-mug/")
    parser.add_argument("--statements", action="store_true", help="what it asked the database, too")
    parser.add_argument("--all", action="store_true", help="with the functions of libraries")
    wish = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with interruptible(), scratch():
            print("\n".join(told(wish.url, statements=wish.statements, libraries=wish.all)))
    except (ServerError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


def told(url: str, *, statements: bool, libraries: bool) -> Iterator[str]:
    """The profile of a page, line by line."""
    import django  # noqa: PLC0415 - Django reads where the database is when it is set up

    django.setup()
    from django.test import Client  # noqa: PLC0415

    from performance.reading import cost_of, counted  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    cost = cost_of(url, client)
    asked = f"{len(cost.statements)} statements, {cost.rows:,} rows"
    yield f"{url}: {asked}, {cost.size:,} bytes, {cost.calls:,} calls"
    if statements:
        yield f"\n{'rows':>8} {'blocks':>7}  statement"
        yield from (f"{one.rows:>8,} {one.blocks:>7,}  {shortened(one.sql)}" for one in cost.statements)
    calls = counted(lambda: client.get(url))
    yield f"\n{'calls':>8} {'times':>6}  below"
    for code, below in calls.below.most_common():
        if below < SHARE * calls.total:
            break
        if libraries or is_ours(code):
            yield f"{below:>8,} {calls.times[code]:>6,}  {named(code)}"


def is_ours(code: CodeType) -> bool:
    """Whether a function is the shop's own; a comprehension is a part of the function that it stands in."""
    path = Path(code.co_filename)
    ours = path.is_relative_to(ROOT) and "site-packages" not in path.parts and "performance" not in path.parts
    return ours and not code.co_name.startswith("<")


def named(code: CodeType) -> str:
    """Where a function stands."""
    path = Path(code.co_filename)
    there = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{str(there).partition('site-packages/')[2] or there}: {code.co_qualname}"


def shortened(sql: str) -> str:
    """The first table of a statement, and its length: nobody reads forty columns."""
    table = sql.partition(" FROM ")[2].split(" ")[0].strip('"')
    return f"{sql.split(' ', maxsplit=1)[0]} … FROM {table} ({len(sql):,} characters)"


if __name__ == "__main__":
    sys.exit(main())
