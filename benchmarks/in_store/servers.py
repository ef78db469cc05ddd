"""Run inside a store: servers of the drill's own are killed while people shop. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"  # as in production, Django keeps no log of queries unless it is asked

import django

django.setup()

from django.test import override_settings
from sweeping import drifted
from tests.concurrency.servers import MortalPostgres, MortalValkey, migrated, there
from tests.concurrency.shoppers import Keeper, OnlyInRedis, Plan, Store, drill

PLAN = Plan(shoppers=16, changes=int(os.environ.get("CHANGES", "5000")), deaths=8)


def main() -> None:
    """Kill one server after the other."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = MortalValkey(Path(folder, "valkey"))
        postgres, url = migrated(Path(folder, "postgres"))
        try:
            cache = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": valkey.start()}
            with override_settings(CACHES={"default": cache}):
                print(json.dumps({"drills": drills(valkey, postgres, url)}))
        finally:
            valkey.stop()
            postgres.stop()


def drills(valkey: MortalValkey, postgres: MortalPostgres, url: str) -> list[dict[str, Any]]:
    """Each drill and its control."""
    postgres.prepare(waits=True)
    store: Keeper = there(url, lambda: Store(stock=10 * PLAN.changes))
    found = [
        tried("Redis killed", url, store, valkey),
        tried("Redis killed, carts in Redis alone", url, OnlyInRedis(valkey.start()), valkey),
        tried("PostgreSQL killed", url, store, postgres),
    ]
    postgres.prepare(waits=False)
    return [*found, tried("PostgreSQL killed, which answers before it has written", url, store, postgres)]


def tried(name: str, url: str, keeper: Keeper, server: MortalValkey | MortalPostgres) -> dict[str, Any]:
    """One drill, and what the sweeper of invariants says afterwards."""
    outcome = there(url, lambda: drill(PLAN, keeper, server))
    found = {
        "drill": name,
        "control": "," in name,
        "done": outcome.done,
        "deaths": outcome.deaths,
        "wrong": len(outcome.wrong),
        "drifted": there(url, drifted) if isinstance(keeper, Store) else None,
    }
    print(found, file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    main()
