"""Run inside a store: servers of the drill's own are killed while people buy. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"  # as in production, Django keeps no log of queries unless it is asked

import django

django.setup()

from django.core.management import call_command
from django.test import override_settings
from shop.checkout.services import paying
from sweeping import drifted
from tests.checkout.api.buyers import TwoDeaths, drill
from tests.checkout.api.tills import GuardedBank, KeysInRedis, Shop, Till
from tests.checkout.bank import open_bank
from tests.concurrency.servers import Mortal, MortalValkey, migrated, there
from tests.concurrency.shoppers import Plan

PLAN = Plan(shoppers=16, changes=int(os.environ.get("ORDERS", "1000")), deaths=8)
# A fifth is enough to show what is lost.
FEWER = replace(PLAN, changes=PLAN.changes // 5)
number = count(1)


def main() -> None:
    """Kill one server after the other."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # each refusal would be told at length
    with tempfile.TemporaryDirectory() as folder:
        valkey = MortalValkey(Path(folder, "valkey"))
        postgres, url = migrated(Path(folder, "postgres"))
        try:
            cache = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": valkey.start()}
            with override_settings(CACHES={"default": cache}):
                print(json.dumps({"drills": list(drills(valkey, TwoDeaths(postgres), url))}))
        finally:
            valkey.stop()
            postgres.stop()


def drills(valkey: MortalValkey, postgres: TwoDeaths, url: str) -> Iterator[dict[str, Any]]:
    """Each drill and its controls."""

    def shop(bank: GuardedBank) -> Shop:
        call_command("flush", interactive=False, verbosity=0)
        return Shop(bank)

    def in_redis(bank: GuardedBank) -> KeysInRedis:
        return KeysInRedis(bank, valkey.start())

    def lax(bank: GuardedBank) -> Shop:
        till = shop(bank)
        postgres.server.prepare(waits=False)  # only now: what stands in the shop shall stay
        return till

    postgres.server.prepare(waits=True)
    yield tried("Redis killed", url, shop, valkey)
    yield tried("Redis killed, which alone knows what was answered", url, in_redis, valkey)
    yield tried("PostgreSQL killed", url, shop, postgres)
    with another_key_each_time():
        yield tried("PostgreSQL killed, with another key for each attempt", url, shop, postgres)
    yield tried("PostgreSQL killed, which answers before it has written", url, lax, postgres)


def tried(name: str, url: str, opened: Callable[[GuardedBank], Till], server: Mortal) -> dict[str, Any]:
    """One drill, and what the sweeper of invariants says afterwards."""
    is_control = "," in name
    with open_bank(GuardedBank()) as bank:
        till = there(url, lambda: opened(bank))
        outcome = there(url, lambda: drill(FEWER if is_control else PLAN, till, server))
        found = {
            "drill": name,
            "control": is_control,
            "done": outcome.done,
            "deaths": outcome.deaths,
            "wrong": len(outcome.wrong),
            "refused": till.refusals.total() if isinstance(till, Shop) else None,
            "drifted": there(url, drifted) if isinstance(till, Shop) else None,
        }
    print(found, *outcome.wrong[:3], getattr(till, "refusals", ""), file=sys.stderr, flush=True)
    return found


@contextmanager
def another_key_each_time() -> Iterator[None]:
    """Ask the bank as code does that makes a key when it asks."""
    keyed = paying.request_of
    with patch.object(
        paying, "request_of", lambda row: replace(keyed(row), key=f"{row.public_id}-{next(number)}")
    ):
        yield


if __name__ == "__main__":
    main()
