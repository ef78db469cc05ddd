"""Who is refused is told when to come back, costs no statement, and is counted."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from shop.core import observing
from shop.surge import shedding
from shop.surge.kinds import Kind
from shop.surge.shedding import ShedLoad


@pytest.fixture
def noticed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was counted."""
    heard: list[str] = []
    monkeypatch.setattr(observing, "_listeners", [lambda what, amount: heard.append(what)])
    return heard


@pytest.fixture
def crowded(settings: Any, monkeypatch: pytest.MonkeyPatch) -> ShedLoad:
    """A shop in which something has been crowded for long: here, by nobody."""
    settings.SHED_LIMITS = dict.fromkeys(Kind, 0)
    monkeypatch.setattr(shedding, "monotonic", lambda: 10.0)
    made = ShedLoad(lambda request: HttpResponse("served"))
    made.load.since = dict.fromkeys(Kind, 9.0)
    made.load.last = dict.fromkeys(Kind, 10.0)
    return made


def asked(path: str) -> HttpRequest:
    """A request."""
    return RequestFactory().get(path)


@pytest.mark.parametrize(
    ("path", "form"),
    [("/p/mug/", "text/html; charset=utf-8"), ("/api/v1/products/", "application/problem+json")],
)
def test_who_is_refused_is_told_when_to_come_back(crowded: ShedLoad, path: str, form: str) -> None:
    answer = crowded(asked(path))

    assert (answer.status_code, answer.headers["Content-Type"]) == (503, form)
    assert 2 <= int(answer.headers["Retry-After"]) <= 8
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_asks_again_without_a_script(crowded: ShedLoad) -> None:
    page = crowded(asked("/")).content.decode()

    assert '<meta http-equiv="refresh"' in page
    assert "<script" not in page


def test_refusals_are_counted_by_what_was_asked_for(crowded: ShedLoad, noticed: list[str]) -> None:
    for path in ("/api/v1/products/", "/", "/cart/", "/checkout/"):
        crowded(asked(path))

    assert noticed == ["shed.lists", "shed.pages", "shed.carts"]


def test_orders_are_served(crowded: ShedLoad) -> None:
    served = [crowded(asked(path)).content for path in ("/checkout/", "/order/1/", "/webhooks/stripe/")]

    assert served == [b"served"] * 3


def test_who_is_done_counts_no_more_however_it_ended(crowded: ShedLoad) -> None:
    def broken(request: HttpRequest) -> HttpResponse:
        raise LookupError

    crowded.get_response = broken

    with pytest.raises(LookupError):
        crowded(asked("/checkout/"))

    assert crowded.load.under_way == 0


def test_where_nobody_chose_it_nothing_is_refused(settings: Any) -> None:
    assert settings.SHED_LIMITS == {}
    assert "shop.surge.shedding.ShedLoad" not in settings.MIDDLEWARE
