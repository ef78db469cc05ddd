"""`python -m performance.tuning NAME`: measure a change of configuration, before and after, in turns.

Some help a lot, some do nothing here, and one helps one thing and costs another. All of them are told.
"""

import argparse
import json
import os
import sys
from dataclasses import asdict

from local.interrupts import interruptible
from local.postgres import Postgres
from local.processes import ServerError
from performance.scratch import scratch
from performance.tunings.comparing import Compared, Tuning, compared
from performance.tunings.database import INDEX, QUERY
from performance.tunings.pooling import POOL, POOLER
# {% if reached("performance.servers") %}
from performance.tunings.servers import EVICTION, POSTGRES
# {% endif %}
from performance.tunings.serving import CONNECTIONS, PROCESSES, THREADS
from performance.tunings.workers import ACKS, PREFETCH

TUNINGS = {
    one.name: one
    for one in (
        INDEX,
        QUERY,
        CONNECTIONS,
        POOLER,
        POOL,
        PROCESSES,
        THREADS,
        PREFETCH,
        ACKS,
        # {% if reached("performance.servers") %}
        POSTGRES,
        EVICTION,
        # {% endif %}
    )
}
EXAMPLE = "Example: python -m performance.tuning index. With no name, all of them, for some minutes."
NEAR = 1.1  # what differs by less is the machine, and not the change
BARS = 30


def main() -> int:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(
        prog="python -m performance.tuning",
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="*", help=", ".join(TUNINGS))
    parser.add_argument("--list", action="store_true", help="say what each compares, and measure nothing")
    parser.add_argument("--json", action="store_true", help="for programs, a line for each tuning")
    wish = parser.parse_args()
    if unknown := set(wish.name) - set(TUNINGS):
        names = ", ".join(sorted(unknown))
        print(f"There is no tuning {names}.\nDo: choose of {', '.join(TUNINGS)}.", file=sys.stderr)
        return 2
    chosen = [TUNINGS[name] for name in wish.name or TUNINGS]
    if wish.list:
        for one in chosen:
            print(f"{one.name}: {one.about}\n  before  {one.before}\n  after   {one.after}")
        return 0
    try:
        with interruptible(), scratch() as postgres:
            measure(chosen, postgres, as_json=wish.json)
    except ServerError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


def measure(chosen: list[Tuning], postgres: Postgres, *, as_json: bool) -> None:
    """Measure each, and tell it as soon as it is known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 - Django reads where the database is when it is set up

    django.setup()
    for one in chosen:
        found = compared(one, postgres)
        if as_json:
            about = {"name": one.name, "about": one.about, "before": one.before, "after": one.after}
            print(json.dumps({**about, "found": [asdict(each) for each in found]}), flush=True)
        else:
            bars = [line for each in found for line in drawn(each)]
            print("\n".join([f"{one.name}: {one.about}", *bars, ""]), flush=True)


def drawn(one: Compared) -> list[str]:
    """A thing that was measured: two bars, and a word about them."""
    longest = max(one.before, one.after) or 1
    unit = f" {one.unit}" if one.unit else ""
    lines = [
        f"    {side:<7}{'█' * round(BARS * amount / longest):<{BARS}} {amount:,.1f}{unit}"
        for side, amount in (("before", one.before), ("after", one.after))
    ]
    return [f"  {one.what}: {verdict(one)}", *lines]


def verdict(one: Compared) -> str:
    """What the change did to it."""
    if 1 / NEAR < one.factor < NEAR:
        return "no difference"
    if not one.before or not one.after:
        return "none is left" if one.before else "there were none"
    return f"{one.factor:.1f} times better" if one.factor > 1 else f"{1 / one.factor:.1f} times worse"


if __name__ == "__main__":
    sys.exit(main())
