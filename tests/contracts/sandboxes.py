"""A real sandbox in a process of its own, and the real SDK in front of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from stripe import RequestsClient, StripeClient

from shopwright.store import TEMPLATE

STORE = TEMPLATE / "{{cookiecutter.project_slug}}"
BROWSER = build_opener(ProxyHandler({}))


class Running:
    """A sandbox that runs.

    Attributes:
        url: where it is.
        back: where buyers come back to; a shop would have a page of its own.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.back = f"{url}/sandbox"
        http = RequestsClient(timeout=20)
        self.stripe = StripeClient(
            "sk_test_contract", base_addresses={"api": url}, http_client=http, max_network_retries=0
        )
        self.close = http.close

    def ask(self, path: str, **form: str) -> Any:
        """Ask the sandbox itself; with a form, tell it to do something."""
        body = urlencode(form).encode() if form else None
        with BROWSER.open(Request(f"{self.url}{path}", data=body), timeout=20) as answer:  # noqa: S310
            return json.load(answer)

    def journal(self) -> list[dict[str, Any]]:
        """What was asked and answered, the oldest first."""
        found: list[dict[str, Any]] = self.ask("/sandbox/journal")
        return found


@contextmanager
def running(*options: str) -> Iterator[Running]:
    """Have a sandbox run; it ends with the block, or with this process.

    It is the template's own file, without a store around it: it needs nothing but Python.
    """
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--with-starter", *options]
    environment = {**os.environ, "SHOP_ENV": "test", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command, cwd=STORE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line, "the sandbox did not start"
            sandbox = Running(line.split()[-1].removesuffix("/sandbox"))
            yield sandbox
            sandbox.close()
        finally:
            process.terminate()
