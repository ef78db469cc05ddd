"""A real sandbox in a process of its own, for every test that pays."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from stripe import RequestsClient, StripeClient

ROOT = Path(__file__).resolve().parents[1]
BROWSER = build_opener(ProxyHandler({}))  # a proxy is for the world outside
PATIENCE = 20


class RunningSandbox:
    """A sandbox that runs, and Stripe's own client in front of it.

    Attributes:
        url: where it is.
        back: where buyers come back to; a shop has a page of its own for it.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.back = f"{url}/sandbox/clock"
        self._http = RequestsClient(timeout=PATIENCE)
        self.client = self.account()

    def account(self, key: str = "sk_test_shop", retries: int = 0) -> StripeClient:
        """A client with a key of its own."""
        return StripeClient(
            key, base_addresses={"api": self.url}, http_client=self._http, max_network_retries=retries
        )

    def close(self) -> None:
        """Close the client's connections."""
        self._http.close()  # type: ignore[no-untyped-call]

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> Any:
        """Ask the sandbox itself; with a form, have it do something."""
        with self.open(path, form) as answer:
            return json.load(answer)

    def open(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Any:
        """Open a page, or send a form, as a browser does."""
        address = path if path.startswith("http") else f"{self.url}{path}"
        body = None if form is None else urlencode(form).encode()
        return BROWSER.open(Request(address, data=body, headers=headers), timeout=PATIENCE)  # noqa: S310 - a sandbox's

    def asked(self) -> list[tuple[str, str]]:
        """What providers were asked, as method and path, the oldest first."""
        return [(one["method"], one["path"]) for one in self.ask("/sandbox/journal")]

    def intent(self, **told: Any) -> Any:
        """A payment intent of twenty euros."""
        params: Any = {"amount": 2000, "currency": "eur", **told}
        return self.client.v1.payment_intents.create(params)

    def pay(self, card: str = "pm_card_visa", **told: Any) -> Any:
        """Pay twenty euros with a test card."""
        return self.intent(confirm=True, payment_method=card, return_url=self.back, **told)

    def happened(self) -> list[str]:
        """The types of all events, the oldest first."""
        return [str(event.type) for event in self.client.v1.events.list({"limit": 100}).data][::-1]


@contextmanager
def running_sandbox(*options: str, stage: str = "test") -> Iterator[RunningSandbox]:
    """Have a sandbox run. However the block or this process ends, it ends too."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", "--with-starter", *options]
    environment = {**os.environ, "SHOP_ENV": stage}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            assert said.startswith("The sandbox is open at "), said
            sandbox = RunningSandbox(said.split()[-1].removesuffix("/sandbox"))
            yield sandbox
            sandbox.close()
        finally:
            process.terminate()
