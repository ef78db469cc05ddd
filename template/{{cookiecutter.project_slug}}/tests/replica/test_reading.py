"""Pages come from the replica, and nobody misses what they have written themselves. Both servers are real."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import InternalError, connection, transaction
from django.test import Client

from shop.catalog.models import Category
from shop.core import clock
from shop.core.breaker import Circuit
from shop.replica import standing
from shop.replica.middleware import COOKIE
from shop.replica.reading import REPLICA, reading
from shop.replica.standing import LATE
from tests.replica.pair import Pair

# {% if part("storefront") %}
PAGE = "/"
# {% else %}
PAGE = "/api/v1/categories/"
# {% endif %}


def told(client: Client) -> str:
    """What somebody sees on the shop's only shelf now."""
    cache.clear()  # the databases are asked, and not the memory
    body = client.get(PAGE).content.decode()
    return next(name for name in ("newest", "new", "old") if f"The {name} shelf" in body)


def visitor() -> Client:
    """Somebody who sees what is answered, and not what the shop noted for its operators beside it."""
    return Client(raise_request_exception=False)


def named(name: str) -> None:
    """Give the shop's only shelf a name."""
    Category.objects.update_or_create(slug="shelf", defaults={"name": f"The {name} shelf"})


def writes(client: Client) -> None:
    """Somebody writes: a wrong password is a write, too."""
    client.post("/admin/login/", {"username": "nobody", "password": "wrong"})


def halted(pair: Pair) -> None:
    """The replica has `old`; the primary, `new`."""
    named("old")
    pair.caught_up()
    pair.second.halt()
    named("new")


def test_pages_come_from_the_replica(pair: Pair) -> None:
    def shop() -> str:
        halted(pair)
        return told(Client())

    assert pair.here(shop) == "old"


def test_who_has_written_sees_what_they_wrote(pair: Pair) -> None:
    def shop() -> tuple[str, str]:
        halted(pair)
        buyer, stranger = Client(), Client()
        writes(buyer)
        return told(buyer), told(stranger)

    assert pair.here(shop) == ("new", "old")


def test_who_has_written_comes_back_when_the_replica_has_it(pair: Pair) -> None:
    def shop() -> str:
        buyer = Client()
        writes(buyer)
        halted(pair)
        return told(buyer)

    assert pair.here(shop) == "old"


def test_the_mark_is_signed_and_nobody_elses(pair: Pair) -> None:
    def shop() -> tuple[Any, str]:
        halted(pair)
        buyer = Client()
        answer = buyer.post("/admin/login/", {"username": "nobody", "password": "wrong"})
        mark = answer.cookies[COOKIE].value
        buyer.cookies[COOKIE] = "0" + mark
        return answer, told(buyer)

    answer, shown = pair.here(shop)

    assert "private" in answer.headers["Cache-Control"]
    assert answer.cookies[COOKIE]["httponly"]
    assert shown == "old"  # as for a stranger


def test_without_the_replica_pages_come_from_the_primary(pair: Pair) -> None:
    def shop() -> list[str]:
        halted(pair)
        pair.second.kill()
        return [told(visitor()) for _ in range(7)]

    assert pair.here(shop) == ["new"] * 7
    assert standing.standing.breaker.circuit(clock.now()) == Circuit.OPEN  # and nobody waits for it any more


def test_a_replica_that_goes_away_in_the_middle_costs_no_page(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shop() -> str:
        halted(pair)
        told(Client())
        pair.second.kill()
        monkeypatch.setattr(standing.standing, "may_show", lambda seen: True)
        return told(visitor())

    assert pair.here(shop) == "new"


def test_who_lags_is_not_asked(pair: Pair, frozen_clock: Any) -> None:
    def shop() -> list[str]:
        halted(pair)
        shown = [told(Client())]
        frozen_clock.move(LATE)
        shown.append(told(Client()))
        frozen_clock.move(LATE)
        shown.append(told(Client()))
        named("newest")
        pair.second.go_on()
        pair.caught_up()
        frozen_clock.move(timedelta(seconds=6))
        return [*shown, told(Client())]

    shown = pair.here(shop)

    assert shown == ["old", "old", "new", "newest"]
    assert standing.standing.behind == timedelta(0)


def test_outside_of_requests_and_within_transactions_nothing_comes_from_it(pair: Pair) -> None:
    def names() -> list[str]:
        return [one.name.split()[1] for one in Category.objects.all()]

    def shop() -> list[list[str]]:
        halted(pair)
        shown = [names()]
        with reading() as mine:
            mine.from_replica = True
            shown.append(names())
            with transaction.atomic():
                shown.append(names())
            Category.objects.update(position=1)
            shown.append(names())
        return shown

    assert pair.here(shop) == [["new"], ["old"], ["new"], ["new"]]


def test_nothing_can_be_written_to_it(pair: Pair) -> None:
    def shop() -> None:
        named("old")
        Category.objects.using(REPLICA).update(name="lost")

    with pytest.raises(InternalError, match="read-only"):
        pair.here(shop)


@pytest.mark.django_db
def test_a_shop_without_one_is_as_it_was(client: Client, settings: Any) -> None:
    assert REPLICA not in settings.DATABASES
    assert "shop.replica.middleware.ReadYourWrites" not in settings.MIDDLEWARE
    assert COOKIE not in client.post("/admin/login/", {"username": "nobody", "password": "wrong"}).cookies
    assert connection.alias == "default"
