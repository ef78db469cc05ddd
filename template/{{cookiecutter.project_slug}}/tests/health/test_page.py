"""One page shows how the shop stands, to who may see it."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.checkout.models import Checkout, Point
from shop.checkout.services.preparing import prepare_checkout
from shop.core import clock
from shop.health.figures import INVARIANTS
from shop.orders.models import Order
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.ticking import tick
from shop.webhooks.models import Incoming
from tests.builders import a_colleague, a_user
from tests.checkout.bank import Bank, open_bank
from tests.checkout.builders import a_checkout, seen
from tests.conftest import FrozenClock
from tests.orders.builders import an_order
from tests.outbox.builders import a_delivery, happened
from tests.taxes.builders import a_rate

pytestmark = pytest.mark.django_db

PAGE = "admin:health_overview_changelist"
RIGHTS = 4  # the session, the person, and two for their rights
COSTS = 12


@pytest.fixture(autouse=True)
def empty_queues(settings: Any) -> None:
    """Queues that nobody uses."""
    settings.CELERY_BROKER_URL = urlsplit(settings.CELERY_BROKER_URL)._replace(path="/15").geturl()


@pytest.fixture
def staff(client: Client, frozen_clock: FrozenClock) -> Client:
    """Somebody who may see it, at noon; beat is heard."""
    client.force_login(a_colleague("health.view_overview"))
    tick(due={"often": clock.now()})
    Event.objects.update(spread_at=clock.now())
    return client


def page(client: Client) -> str:
    """The page as words."""
    shown = client.get(reverse(PAGE)).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", shown[shown.index('id="content-main"') :]).split())


def test_who_may_not_see_it_does_not(client: Client) -> None:
    for person, status in ((None, 302), (a_user(), 302), (a_colleague("outbox.view_event"), 403)):
        if person:
            client.force_login(person)
        assert client.get(reverse(PAGE)).status_code == status


def test_in_a_quiet_shop_all_is_well(staff: Client) -> None:
    said = page(staff)

    assert "All is well." in said
    assert "Queues default 0, mail 0, slow 0" in said
    assert "What must be true nobody has looked yet" in said
    assert "Sun 12:00 0 0" in said


def test_what_is_ill_is_said_with_what_to_do(staff: Client, frozen_clock: FrozenClock) -> None:
    a_rate("19")
    with open_bank(Bank()):
        begun = a_checkout()
        checkout = prepare_checkout(checkout=begun, seen=seen(begun))
    Checkout.objects.filter(pk=checkout.pk).update(point=Point.ASKED)
    a_delivery("mail.order-placed")
    happened("late")
    Incoming.objects.create(source="drill", message_id="m-1", body=b"{}")
    drift = a_delivery(INVARIANTS, happened("hourly"))
    Event.objects.filter(key="hourly").update(spread_at=clock.now())
    Delivery.objects.filter(pk=drift.pk).update(state=State.DEAD, due_at=None, ended_at=clock.now())
    frozen_clock.move(timedelta(minutes=11))

    said = page(staff)

    for told in (
        "7 need a look.",
        "Payments without an order Look: 1, the oldest for 11 min Run `manage.py sweep_checkouts`.",
        "Events that wait for the relay Look: the oldest for 11 min Does a relay run",
        "Work that is due Look: the oldest for 11 min Does a worker run?",
        "Work that was given up Look: 1 Read why",
        "Beat Look: heard 11 min ago",
        "Messages from others Look: 1, the oldest for 11 min",
        "What must be true Look: something drifted, at 2026-03-01 12:00 UTC",
    ):
        assert told in said


def test_orders_are_counted_by_the_hour(staff: Client, frozen_clock: FrozenClock) -> None:
    for hours in (0, 0, 3, 30):
        order = an_order(MUG=1)
        Order.objects.filter(pk=order.pk).update(placed_at=clock.now() - timedelta(hours=hours))

    said = page(staff)

    assert "Sun 12:00 2 2 Sun 11:00 0 0" in said
    assert "Sun 09:00 1 1" in said


def test_each_row_leads_to_a_page_that_is_there(client: Client, frozen_clock: FrozenClock) -> None:
    client.force_login(a_user(is_staff=True, is_superuser=True))
    shown = client.get(reverse(PAGE)).content.decode()

    links = re.findall(r'href="([^"]+)" aria-label="Show: ', shown)

    assert len(links) == 11
    assert {client.get(link).status_code for link in links} == {200}


def test_without_a_broker_the_page_says_so(staff: Client, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    assert "Queues Look: the broker does not answer" in page(staff)


def test_it_costs_the_same_however_much_there_is(
    staff: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 5):
        for one in range(number):
            an_order(MUG=1)
            a_delivery(event=happened(f"{number}-{one}"))
        with django_assert_num_queries(RIGHTS + COSTS):
            staff.get(reverse(PAGE))
