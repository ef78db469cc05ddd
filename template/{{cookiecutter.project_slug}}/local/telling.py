"""A sandbox that tells the shop what happens in it, as Stripe does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from dotenv import dotenv_values

from local.processes import HOST
from local.sandbox import sandbox_unless_keys
from local.services import DOTENV, environment

SECRET = "whsec_sandbox"  # noqa: S105 - both ends are on this machine


@contextmanager
def sandbox_that_tells(port: int) -> Iterator[str]:
    """As `sandbox_unless_keys`; its webhooks go to the shop at a port, which knows the secret."""
    there = f"http://{HOST}:{port}/webhooks/stripe/"
    with sandbox_unless_keys("--webhook", there, "--secret", SECRET) as url:
        if not url:
            yield url
            return
        agreed = (dotenv_values(DOTENV) | os.environ).get("WEBHOOK_SECRETS") or ""
        with environment({"WEBHOOK_SECRETS": ",".join(filter(None, [agreed, f"stripe={SECRET}"]))}):
            yield url
