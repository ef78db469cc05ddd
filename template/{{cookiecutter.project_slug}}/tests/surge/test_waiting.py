"""People stand in line in the order in which they came, and who is in stays in. Redis is a real one."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from local.valkey import Valkey
from shop.surge import line as module
from shop.surge.line import Line
from shop.surge.waiting import PASS, PLACE, TURN, WaitingRoom


@pytest.fixture
def line(settings: Any, frozen_clock: Any) -> Iterator[Line]:
    """A line that nobody has opened."""
    settings.MIDDLEWARE = ["shop.surge.waiting.WaitingRoom", *settings.MIDDLEWARE]
    module.line_at.cache_clear()
    found = module.the_line()
    found.close()
    yield found
    found.close()
    found.redis.connection_pool.disconnect()
    module.line_at.cache_clear()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let time pass for signatures, which ask another clock; it stands still otherwise."""
    begun, gone = time.time(), [0.0]
    monkeypatch.setattr(time, "time", lambda: begun + gone[0])

    def move(seconds: float) -> None:
        gone[0] += seconds

    return move


class Visitor:
    """Somebody with a browser, which keeps what it is given."""

    def __init__(self) -> None:
        self.room = WaitingRoom(lambda request: HttpResponse("the shop"))
        self.cookies: dict[str, str] = {}

    def asks(self, path: str = "/p/mug/") -> HttpResponse:
        """They ask for a page."""
        request: HttpRequest = RequestFactory().get(path)
        request.COOKIES.update(self.cookies)
        answer = self.room(request)
        self.cookies |= {name: cookie.value for name, cookie in answer.cookies.items()}
        return answer

    def is_in(self) -> bool:
        """Whether they see the shop."""
        return self.asks().content == b"the shop"

    def before(self) -> int:
        """How many stand before them, as the page says."""
        found = re.search(r"<p>(\d+) ", self.asks().content.decode())
        assert found
        return int(found[1])


def come(count: int) -> list[Visitor]:
    """So many people come, and look."""
    people = [Visitor() for _ in range(count)]
    for one in people:
        one.asks()
    return people


def test_where_nobody_opened_it_all_are_in(line: Line) -> None:
    assert all(one.is_in() for one in come(5))
    assert all(PASS not in one.cookies for one in come(1))


def test_so_many_a_second_are_in_in_their_order(line: Line, frozen_clock: Any) -> None:
    line.open(2)
    people = come(7)

    seen = []
    for _ in range(4):
        seen.append([one.is_in() for one in people].count(True))
        frozen_clock.move(timedelta(seconds=1))

    assert seen == [0, 2, 4, 6]
    assert [one.is_in() for one in people] == [True] * 7


def test_a_page_says_where_they_stand_and_asks_again_without_a_script(line: Line) -> None:
    line.open(0.1)
    people = come(9)

    answer = people[8].asks()

    page = answer.content.decode()
    assert people[8].before() == 8
    assert "about 2 minutes" in page
    assert '<meta http-equiv="refresh" content="10">' in page
    assert "<script" not in page
    assert (answer.status_code, answer.headers["Cache-Control"], answer.headers["Retry-After"]) == (
        503,
        "no-store",
        "10",
    )


def test_to_ask_again_costs_nobody_their_place(line: Line) -> None:
    line.open(0.1)
    first, second = come(2)

    for _ in range(5):
        second.asks()

    assert (first.before(), second.before()) == (0, 1)


def test_who_is_in_stays_in_as_long_as_they_go_on(line: Line, frozen_clock: Any, later: Any) -> None:
    line.open(1)
    (one,) = come(1)
    frozen_clock.move(timedelta(seconds=1))
    assert one.is_in()

    line.open(0.0001)
    come(50)
    for _ in range(3):
        later(TURN - 1)
        assert one.is_in()
    later(TURN + 1)

    assert not one.is_in()


def test_checkout_and_cart_do_not_stand_behind_it(line: Line) -> None:
    line.open(0.1)
    (one,) = come(1)

    seen = [
        one.asks(path).content
        for path in ("/checkout/pay/", "/cart/", "/order/1/", "/webhooks/x/", "/admin/")
    ]

    assert seen == [b"the shop"] * 5


def test_a_place_cannot_be_made_up(line: Line) -> None:
    line.open(0.1)
    cheat = Visitor()
    come(5)
    cheat.asks()

    cheat.cookies[PLACE] = cheat.cookies[PLACE].replace(":6:", ":1:")
    cheat.cookies[PASS] = "in:1:forged"

    assert cheat.before() == 6  # a new place, behind all others


def test_nobody_is_let_in_for_times_in_which_nobody_came(line: Line, frozen_clock: Any) -> None:
    line.open(2)
    frozen_clock.move(timedelta(hours=1))

    assert [one.is_in() for one in come(10)].count(True) == 2


def test_another_opening_is_another_line(line: Line, frozen_clock: Any) -> None:
    line.open(0.1)
    (early,) = come(1)
    line.close()
    frozen_clock.move(timedelta(minutes=1))
    line.open(0.1)
    come(3)

    assert early.before() == 3


def test_another_pace_costs_nobody_their_place(line: Line, frozen_clock: Any) -> None:
    line.open(0.1)
    people = come(4)
    call_command("waiting_room", "--open", "4", stdout=StringIO())
    frozen_clock.move(timedelta(seconds=1))

    assert [one.is_in() for one in people] == [True] * 4


def test_without_redis_all_are_in(
    line: Line, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    valkey = Valkey(tmp_path / "valkey")
    settings.CELERY_BROKER_URL = valkey.start()
    module.the_line().open(0.1)
    assert not any(one.is_in() for one in come(2))

    valkey.stop()

    assert all(one.is_in() for one in come(3))
    assert len(caplog.records) == 1


def test_the_command_says_what_follows(line: Line, settings: Any) -> None:
    said = StringIO()
    call_command("waiting_room", "--open", "20", stdout=said)
    call_command("waiting_room", "--close", stdout=said)

    assert said.getvalue().splitlines() == [
        "The waiting room is open, within five seconds. 20 a second are let in.",
        "The waiting room is closed. All are let in.",
    ]
    with pytest.raises(CommandError, match="Expected: more than 0"):
        call_command("waiting_room", "--open", "0")


def test_without_the_middleware_the_command_refuses() -> None:
    with pytest.raises(CommandError, match="WAITING_ROOM is not set"):
        call_command("waiting_room", "--close")
