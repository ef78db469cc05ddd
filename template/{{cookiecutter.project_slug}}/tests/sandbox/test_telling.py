"""`make run`'s sandbox tells the shop what happens in it."""

import os
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from local import sandbox, telling
from local.processes import free_port
from local.telling import sandbox_that_tells
from tests.sandbox.test_webhooks import Shop, shop  # noqa: F401 - a fixture

BROWSER = build_opener(ProxyHandler({}))


@pytest.fixture(autouse=True)
def without_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody has set anything, and this is a developer's machine."""
    for module in (sandbox, telling):
        monkeypatch.setattr(module, "DOTENV", tmp_path / ".env")
    monkeypatch.setenv("SHOP_ENV", "development")
    for name in ("STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_API_BASE", "WEBHOOK_SECRETS"):
        monkeypatch.delenv(name, raising=False)


def begin_to_pay(url: str) -> None:
    """Have something happen in a sandbox, as soon as it is open."""
    headers = {"Authorization": "Bearer sk_test_x"}
    asked = Request(f"{url}/v1/payment_intents", data=b"amount=2000&currency=eur", headers=headers)  # noqa: S310
    deadline = time.monotonic() + 20
    while True:
        try:
            BROWSER.open(asked, timeout=20).close()
        except URLError:
            if time.monotonic() > deadline:
                raise
        else:
            return


def test_what_happens_comes_to_the_shop(shop: Shop) -> None:  # noqa: F811
    with sandbox_that_tells(shop.server_address[1]) as url:
        begin_to_pay(url)

        assert shop.types(1) == ["payment_intent.created"]


def test_the_shop_knows_the_secret_beside_those_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_SECRETS", "stock=whsec_x")

    with sandbox_that_tells(free_port()):
        assert os.environ["WEBHOOK_SECRETS"] == "stock=whsec_x,stripe=whsec_sandbox"

    assert os.environ["WEBHOOK_SECRETS"] == "stock=whsec_x"


def test_with_keys_of_ones_own_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_of_an_account")

    with sandbox_that_tells(free_port()) as url:
        assert url == ""
        assert "WEBHOOK_SECRETS" not in os.environ
