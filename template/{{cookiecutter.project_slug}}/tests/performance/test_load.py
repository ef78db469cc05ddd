"""A load on a real shop: shoppers come, look, and order what they have seen; and it goes to nobody else."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from performance.load import NotYours, refuse_what_is_not_yours
from performance.scratch import sandbox, scratch, web
from performance.shopper import Shopper

ROOT = Path(__file__).resolve().parents[2]
BUYS = ("home", "shelf", "product", "add", "cart", "checkout", "review", "pay", "order")


def loaded(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command."""
    command = [sys.executable, "-m", "performance.load", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_somebody_walks_from_the_first_page_to_an_order_and_clicks_twice() -> None:
    with scratch(), sandbox() as variables, web(variables=variables) as shop:
        somebody = Shopper(shop, Random(1), twice=True)

        answers = {page: somebody.ask(page) for page in BUYS}
        somebody.line.close()

    assert {page: answer.trouble for page, answer in answers.items() if answer.trouble} == {}
    assert "Ada Potter" in answers["order"].text


def test_a_load_tells_what_came_of_it() -> None:
    done = loaded("--rate", "4", "--seconds", "4", "--hurry", "50", "--json")

    report: dict[str, Any] = json.loads(done.stdout)
    assert (report["troubles"], report["turned_away"]) == ({}, 0)
    assert report["rows"][-1]["requests"] >= report["planned"] > 5
    assert done.returncode == bool(report["broken"])


@pytest.mark.parametrize("target", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:80", ""])
def test_this_machine_may_be_loaded(target: str) -> None:
    refuse_what_is_not_yours(target, "")


@pytest.mark.parametrize("owned", ["", "other.example"])
def test_another_machine_is_left_alone(owned: str) -> None:
    with pytest.raises(NotYours, match=r"Found: shop\.example\."):
        refuse_what_is_not_yours("https://shop.example", owned)


def test_an_owner_may_load_their_own_shop() -> None:
    refuse_what_is_not_yours("https://shop.example", "shop.example")


def test_no_request_is_sent_to_a_machine_that_nobody_owns() -> None:
    done = loaded("--target", "http://shop.invalid")

    assert (done.returncode, done.stdout) == (2, "")
    assert "Nothing was sent" in done.stderr
