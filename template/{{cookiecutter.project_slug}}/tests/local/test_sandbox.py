"""`make run` without keys brings a sandbox, says where it is, and takes it away again."""

import os
import re
import signal
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from local import sandbox
from local.processes import free_port, is_free
from local.sandbox import sandbox_unless_keys, where_the_console_is
from tests.local.conftest import stop_what_runs
from tests.local.test_run import shop, wait_until_open

NAMES = ("STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_API_BASE")


@pytest.fixture(autouse=True)
def without_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody has set anything, and this is a developer's machine."""
    monkeypatch.setattr(sandbox, "DOTENV", tmp_path / ".env")
    monkeypatch.setenv("SHOP_ENV", "development")
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_the_shop_says_where_the_console_is_and_ctrl_c_stops_it_too(tmp_path: Path) -> None:
    folder = tmp_path / ".local"
    try:
        with shop(folder, free_port()) as process:
            found = re.search(
                r"Sandbox \(Stripe\) +http://127\.0\.0\.1:(\d+)(/sandbox)\n", wait_until_open(process)
            )
            assert found
            with build_opener(ProxyHandler({})).open(
                f"http://127.0.0.1:{found[1]}{found[2]}", timeout=20
            ) as page:
                assert "<h2>Webhooks</h2>" in page.read().decode()

            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(timeout=60) == 0
        assert is_free(int(found[1]))
    finally:
        stop_what_runs(folder)


def test_the_variables_lead_to_it_and_are_gone_afterwards() -> None:
    with sandbox_unless_keys() as url:
        assert {name: os.environ[name] for name in NAMES} == {
            "STRIPE_SECRET_KEY": "sk_test_sandbox",
            "STRIPE_PUBLISHABLE_KEY": "pk_test_sandbox",
            "STRIPE_API_BASE": url,
        }
        assert where_the_console_is() == [f"  Sandbox (Stripe)   {url}/sandbox"]

    assert [os.environ.get(name) for name in NAMES] == [None] * 3
    assert where_the_console_is() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STRIPE_SECRET_KEY", "sk_test_of_an_account"),
        ("STRIPE_API_BASE", "http://127.0.0.1:9"),
        ("SHOP_ENV", "test"),
        ("SHOP_ENV", "production"),
    ],
)
def test_where_there_are_keys_or_buyers_there_is_no_sandbox(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with sandbox_unless_keys() as url:
        assert url == ""
        assert os.environ[name] == value


def test_keys_in_the_file_count_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STRIPE_SECRET_KEY=sk_test_of_an_account\n")

    with sandbox_unless_keys() as url:
        assert url == ""
