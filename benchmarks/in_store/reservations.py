"""Run inside a store: every way to take stock under the same drill, at full size. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"  # as in production, Django keeps no log of queries unless it is asked

import django

django.setup()

from django.core.management import call_command
from tests.concurrency.drill import Plan, crew, drill
from tests.concurrency.store import Store
from tests.concurrency.strategies.advisory import Advisory
from tests.concurrency.strategies.base import execute
from tests.concurrency.strategies.guarded import Guarded
from tests.concurrency.strategies.in_redis import InRedis
from tests.concurrency.strategies.naive import Naive
from tests.concurrency.strategies.row_locks import RowLocks, RowLocksAsTheyCome
from tests.concurrency.strategies.versions import Versions

ATTEMPTS = int(os.environ.get("ATTEMPTS", "10000"))
# About two units are wanted for each that there is, so that half of the carts come too late.
PLANS = {
    "many things": Plan(ATTEMPTS, dict.fromkeys(range(1, 21), ATTEMPTS // 10)),
    "one thing": Plan(ATTEMPTS, {1: ATTEMPTS * 2}),
}
# Each ring costs a second, so a tenth of the attempts shows enough of them.
FEWER = {"many things": Plan(ATTEMPTS // 10, dict.fromkeys(range(1, 21), ATTEMPTS // 100))}
WAYS: dict[str, type[Any]] = {
    "read, think, write": Naive,
    "row locks": RowLocks,
    "row locks as they come": RowLocksAsTheyCome,
    "versions": Versions,
    "guarded update": Guarded,
    "advisory locks": Advisory,
    "Redis, then the table": InRedis,
    "the store": Store,
}


def main() -> None:
    """Try each way on each plan."""
    call_command("migrate", verbosity=0)
    found = []
    with crew() as people:
        for name, kind in WAYS.items():
            for case, plan in (FEWER if kind is RowLocksAsTheyCome else PLANS).items():
                way = kind()
                outcome = drill(way, plan, people)
                found.append(
                    {
                        "way": name,
                        "case": case,
                        "attempts": plan.attempts,
                        "rate": round(plan.attempts / outcome.seconds),
                        "p50": round(outcome.slowest(0.5), 2),
                        "p99": round(outcome.slowest(0.99), 2),
                        "taken": outcome.taken,
                        "refused": outcome.refused,
                        "oversold": outcome.oversold,
                        "drifted": outcome.drifted,
                        "rings": outcome.rings,
                        "retries": getattr(way, "retries", 0),
                    }
                )
                print(found[-1], file=sys.stderr, flush=True)
                getattr(way, "remove", lambda: None)()
    call_command("check_invariants", verbosity=0)
    print(json.dumps({"drills": found, "in_place": in_place()}))


def in_place() -> float:
    """The share of the changes to stock, in percent, that PostgreSQL made without touching an index."""
    time.sleep(2)  # sessions report what they did a moment after they did it
    ((changed, cheaply),) = execute(
        "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'inventory_stockitem'"
    )
    return round(100 * cheaply / changed, 1)


if __name__ == "__main__":
    main()
