"""One page shows it all, to who may see it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from redis import RedisError

from shop.core import clock
from shop.webhooks.models import Delivery, Fate, Incoming, State
from shop.webhooks.services.working import work_incoming
from tests.builders import a_colleague, a_user
from tests.conftest import FrozenClock
from tests.webhooks.builders import body_of, came, send
from tests.webhooks.outgoing.builders import an_endpoint
from tests.webhooks.outgoing.saying import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("topic", "handled")]

PAGE = "admin:webhooks_overview_changelist"


@pytest.fixture
def staff(client: Client) -> Client:
    """Somebody who may see it."""
    client.force_login(a_colleague("webhooks.view_overview"))
    return client


def test_who_may_not_see_it_does_not(client: Client) -> None:
    for person, status in ((None, 302), (a_user(), 302), (a_colleague("webhooks.view_incoming"), 403)):
        if person:
            client.force_login(person)
        assert client.get(reverse(PAGE)).status_code == status


def test_an_empty_shop_has_a_page_too(staff: Client) -> None:
    page = staff.get(reverse(PAGE)).content.decode()

    assert "Nothing waits." in page
    assert "Nobody wants to hear anything." in page
    assert ">drill</a>" in page


def test_what_waits_what_is_dead_and_who_rests_is_shown(staff: Client, frozen_clock: FrozenClock) -> None:
    dead = came("m-dead")
    Incoming.objects.filter(pk=dead.pk).update(
        state=State.DEAD, finished_at=clock.now(), why="RuntimeError: broken"
    )
    came("m-aside", body_of("pong"))
    work_incoming()
    came("m-waiting")
    send("m-strange", word="wrong")
    rests = an_endpoint(name="Books", resting_until=clock.now() + timedelta(minutes=5), failures=5)
    off = an_endpoint(name="Ledger")
    say()
    Delivery.objects.filter(endpoint=rests).update(state=Fate.DEAD, finished_at=clock.now(), status=500)
    off.is_active = False
    off.save()
    frozen_clock.move(timedelta(seconds=42))

    page = " ".join(staff.get(reverse(PAGE)).content.decode().split())

    for told in (
        "came 42 seconds ago",
        "m-dead",
        "RuntimeError: broken",
        "m-aside",
        "No handler for this kind and version.",
        "open until 12:05:00",
        "<td>off</td>",
        "500",
        "<td>1</td> <td>42</td> <td>1</td> <td>1</td> <td>0</td> <td>1</td>",
    ):
        assert told in page


def test_without_a_cache_the_page_is_there(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(keys: object) -> None:
        raise RedisError

    monkeypatch.setattr(cache, "get_many", gone)

    assert "not known" in staff.get(reverse(PAGE)).content.decode()


def test_it_costs_the_same_however_much_there_is(
    staff: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 5):
        for _ in range(count):
            came()
            an_endpoint()
            say()
        # The session, the person, and two for their rights.
        with django_assert_num_queries(4 + 5):
            staff.get(reverse(PAGE))


def test_what_watches_the_shop_hears_of_what_goes_out_too(frozen_clock: FrozenClock) -> None:
    endpoint = an_endpoint()
    say()
    frozen_clock.move(timedelta(seconds=301))

    with pytest.raises(CommandError, match=f"{endpoint.public_id}: the oldest waits for 301 s"):
        call_command("webhooks", "counts", stdout=StringIO())
