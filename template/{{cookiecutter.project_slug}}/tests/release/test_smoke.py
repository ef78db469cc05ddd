"""What the smoke test says, and how it ends, on a shop that answers over HTTP."""

import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from deploy.release import smoke
from local.processes import free_port
from shop.carts.models import CartLine
from shop.orders.models import Order
from tests.carts.builders import sold

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def shop(live_server: LiveServer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a shop that runs release `abc1234`."""
    monkeypatch.setenv("no_proxy", "*")
    settings.RELEASE = "abc1234"
    return str(live_server.url)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Call the program with words, and give its exit code and what it printed."""

    def call(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["smoke", *words])
        code = smoke.main()
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def test_a_shop_that_sells_passes_and_nothing_of_it_stays(shop: str, says: Any) -> None:
    sold("KNOWN-JUG")

    code, printed = says(shop, "--release", "abc1234")

    assert code == 0, printed
    assert printed.startswith("release       `abc1234` is ready after")
    assert "KNOWN-JUG went in, and out again" in printed
    assert printed.endswith("\nThe release sells.\n")
    assert (Order.objects.count(), CartLine.objects.count()) == (0, 0)


def test_another_release_is_not_the_one(shop: str, says: Any) -> None:
    code, printed = says(shop, "--release", "fffffff", "--within", "0")

    assert code == 1
    assert "The release did not come.\nFound: ready, and `abc1234` answers, not `fffffff`" in printed


def test_empty_shelves_are_found(shop: str, says: Any) -> None:
    code, printed = says(shop)

    assert code == 1
    assert "no product" in printed


def test_empty_shelves_are_right_where_somebody_says_so(shop: str, says: Any) -> None:
    code, printed = says(shop, "--empty")

    assert code == 0, printed
    assert "product" not in printed


def test_nobody_there_is_no_release(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")

    code, printed = says(f"http://127.0.0.1:{free_port()}", "--within", "0")

    assert code == 1
    assert "The shop is not ready.\nFound: not ready, and `nobody` answers" in printed


def test_an_address_that_is_none_is_said(says: Any) -> None:
    code, printed = says("shop.example.com")

    assert code == 1
    assert "This is no address of a shop.\nFound: `shop.example.com`." in printed


def test_nothing_has_to_be_installed_to_ask() -> None:
    bare = [sys.executable, "-S", "-m", "deploy.release.smoke", "--help"]

    assert "the shop's address" in subprocess.run(bare, cwd=ROOT, stdout=PIPE, text=True, check=True).stdout
