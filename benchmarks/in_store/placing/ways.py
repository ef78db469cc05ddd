"""How is paid in the benchmark of orders. This is the one place to switch a way on."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from local.processes import HOST, beside, free_port


@dataclass(frozen=True)
class Way:
    """One way to pay.

    Attributes:
        code: what the store calls it.
        given: what the buyer's browser sends for it.
        sandboxed: whether a sandbox plays the provider; production refuses that, so such a store runs as in
            tests: without DEBUG as well, and without the limit of requests.
    """

    code: str
    given: Mapping[str, str] = field(default_factory=dict)
    sandboxed: bool = False


# A card that is charged at once; and where a bank would send its buyer back to, which this one does not.
CARD = {"method": "pm_card_visa", "back": "http://localhost/"}
WAYS = {"payment excluded": Way("bank-transfer"), "payment included": Way("card", CARD, sandboxed=True)}


@contextmanager
def sandbox() -> Iterator[dict[str, str]]:
    """Have a sandbox run as a process of its own, if a way needs one; gives the variables that lead to it."""
    if not any(way.sandboxed for way in WAYS.values()):
        yield {}
        return
    port = free_port()
    command = [sys.executable, "-m", "sandbox", "--quiet", "--with-starter", "--port", str(port)]
    before, os.environ["SHOP_ENV"] = os.environ.get("SHOP_ENV", "test"), "development"
    with beside(command, stdin=subprocess.PIPE):
        os.environ["SHOP_ENV"] = before
        yield {
            "STRIPE_SECRET_KEY": "sk_test_sandbox",
            "STRIPE_PUBLISHABLE_KEY": "pk_test_sandbox",
            "STRIPE_API_BASE": f"http://{HOST}:{port}",
        }
