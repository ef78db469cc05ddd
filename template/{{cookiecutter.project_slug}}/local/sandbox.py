"""Stripe, played on this machine, beside a shop that has no keys of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dotenv import dotenv_values

from local.processes import HOST, beside, free_port
from local.services import DOTENV, environment

PORT = 8001  # when it is free


@contextmanager
def sandbox_unless_keys(*options: str) -> Iterator[str]:
    """Have a sandbox run inside a `with` block, unless somebody has set keys, or this is no development.

    Inside the block, the variables that lead to it are in this process's environment. However this process
    ends, the sandbox ends too.

    Args:
        options: more of the sandbox's own; `python -m sandbox --help` names them.

    Yields:
        Where it is; nothing, if there is none.
    """
    named = {name: value or "" for name, value in (dotenv_values(DOTENV) | os.environ).items()}
    has_keys = named.get("STRIPE_SECRET_KEY") or named.get("STRIPE_API_BASE")
    if has_keys or named.get("SHOP_ENV") != "development":
        yield ""
        return
    url = f"http://{HOST}:{free_port(PORT)}"
    variables = {
        "STRIPE_SECRET_KEY": "sk_test_sandbox",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_sandbox",
        "STRIPE_API_BASE": url,
    }
    command = [sys.executable, "-m", "sandbox", "--quiet", "--with-starter", "--port", url.rpartition(":")[2]]
    with (
        environment({"SHOP_ENV": "development"}),
        beside([*command, *options], stdin=subprocess.PIPE),
        environment(variables),
    ):
        yield url


def where_the_console_is() -> list[str]:
    """A line about the sandbox, for whoever has just started a shop; none where there is no sandbox."""
    url = os.environ.get("STRIPE_API_BASE", "")
    return [f"  {'Sandbox (Stripe)':<18} {url}/sandbox"] if url else []
