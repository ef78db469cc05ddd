"""Who was invited does not stand in line."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from django.core.signing import TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from shop.surge.line import the_line
from shop.surge.waiting import PASS, PLACE, WaitingRoom


@pytest.fixture(autouse=True)
def line(settings: Any) -> Iterator[None]:
    """A line in which everybody waits for long."""
    line = the_line()
    line.close()
    line.none_until = datetime.min.replace(tzinfo=UTC)  # what was known of it before
    line.open(0.0001)
    yield
    line.close()


def invitation() -> str:
    """The word for a link."""
    try:
        module = import_module("shop.surge.inviting")
    except ImportError:
        pytest.fail("There is no shop/surge/inviting.py yet.")
    return str(module.invitation())


def comes(word: str, cookies: dict[str, str] | None = None) -> HttpResponse:
    """Somebody follows a link."""
    request: HttpRequest = RequestFactory().get("/", {"invited": word} if word else {})
    request.COOKIES.update(cookies or {})
    return WaitingRoom(lambda request: HttpResponse("the shop"))(request)


def test_who_is_invited_is_in_and_stays_in() -> None:
    answer = comes(invitation())

    assert answer.content == b"the shop"
    assert "private" in answer.headers["Cache-Control"]
    later = comes("", {PASS: answer.cookies[PASS].value})
    assert later.content == b"the shop"


def test_who_made_it_up_stands_in_line() -> None:
    good = invitation()
    others = TimestampSigner(salt="newsletter").sign("invited")

    answers = [comes(word) for word in ("invited", good[:-1] + "x", others)]

    assert [one.status_code for one in answers] == [503] * 3
    assert all(PLACE in one.cookies for one in answers)


def test_after_seven_days_it_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    word, now = invitation(), time.time
    day = 24 * 60 * 60

    monkeypatch.setattr(time, "time", lambda: now() + 6 * day)
    young = comes(word).status_code
    monkeypatch.setattr(time, "time", lambda: now() + 8 * day)
    old = comes(word).status_code

    assert (young, old) == (200, 503)
