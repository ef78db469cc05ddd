"""What was given up is seen, and tried again by who has the right."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.replaying import replay
from tests.builders import a_colleague
from tests.outbox.builders import a_delivery, happened

pytestmark = pytest.mark.django_db

LIST = "admin:outbox_delivery_changelist"
LOOK = "outbox.view_delivery"


def a_dead_letter(consumer: str = "errand", key: str = "1") -> Delivery:
    """Work that was given up."""
    dead = a_delivery(consumer, happened(key))
    Delivery.objects.filter(pk=dead.pk).update(
        state=State.DEAD, attempts=10, due_at=None, ended_at=clock.now(), error="OSError: no route"
    )
    dead.refresh_from_db()
    return dead


def states() -> list[tuple[str, int]]:
    """How far each delivery is, and how often it was tried."""
    return list(Delivery.objects.order_by("pk").values_list("state", "attempts"))


def shown(*words: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("dead_letters", *words, stdout=said)
    return said.getvalue()


def test_what_is_replayed_is_due_as_for_the_first_time(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dead, other = a_dead_letter(key="1"), a_dead_letter(key="2")

    with django_assert_num_queries(1):
        assert replay(deliveries=[dead.pk]) == 1

    assert states() == [("waiting", 0), ("dead", 10)]
    dead.refresh_from_db()
    assert dead.due_at
    assert dead.due_at <= clock.now()
    assert dead.error == "OSError: no route"
    assert other.due_at is None


def test_what_is_done_is_not_done_again() -> None:
    done = a_dead_letter()
    Delivery.objects.update(state=State.DONE)

    assert replay(deliveries=[done.pk]) == 0
    assert states() == [("done", 10)]


def test_the_command_shows_what_was_given_up_and_changes_nothing() -> None:
    dead = a_dead_letter("mail.order-placed", "ord_1")

    assert shown() == (
        f"{dead.pk}: mail.order-placed, thing.happened ord_1, 10 attempts\n"
        "    OSError: no route\n"
        "1 given up. --replay has them tried again.\n"
    )
    assert states() == [("dead", 10)]


def test_the_command_replays_those_of_a_consumer() -> None:
    a_dead_letter("mail.order-placed", "1")
    a_dead_letter("slow.sweep", "2")

    assert shown("mail.order-placed", "--replay").endswith("1 will be tried again.\n")

    assert states() == [("waiting", 0), ("dead", 10)]


def test_nothing_given_up_is_said_too() -> None:
    assert shown() == "0 given up.\n"


def choose(client: Client, *letters: Delivery) -> str:
    """Choose the action for some; gives the page that comes of it."""
    chosen = {"action": "try_again", "_selected_action": [str(letter.pk) for letter in letters]}
    return client.post(reverse(LIST), chosen, follow=True).content.decode()


def test_staff_with_the_right_have_them_tried_again(client: Client) -> None:
    dead = a_dead_letter()
    client.force_login(a_colleague(LOOK, "outbox.replay_delivery"))

    page = choose(client, dead)

    assert "1 will be tried again." in page
    assert states() == [("waiting", 0)]


def test_staff_who_may_look_see_why_and_do_nothing(client: Client) -> None:
    dead = a_dead_letter()
    client.force_login(a_colleague(LOOK))

    page = client.get(reverse(LIST), {"state__exact": "dead"}).content.decode()
    choose(client, dead)

    assert "OSError: no route" in page
    assert "try_again" not in page
    assert states() == [("dead", 10)]


def test_staff_without_the_right_are_refused(client: Client) -> None:
    client.force_login(a_colleague("orders.view_order"))

    for page in (LIST, "admin:outbox_event_changelist"):
        assert client.get(reverse(page)).status_code == 403


def test_nobody_types_in_what_happened(admin_client: Client) -> None:
    dead = a_dead_letter()

    for model, pk in (("event", Event.objects.get().pk), ("delivery", dead.pk)):
        assert admin_client.get(reverse(f"admin:outbox_{model}_add")).status_code == 403
        assert admin_client.get(reverse(f"admin:outbox_{model}_delete", args=[pk])).status_code == 403
        page = admin_client.get(reverse(f"admin:outbox_{model}_change", args=[pk]))
        assert page.status_code == 200
        assert b'name="_save"' not in page.content


def test_the_list_costs_the_same_however_many_there_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_colleague(LOOK))
    costs = []
    for key in range(2):
        for number in range(10 * key + 1):
            a_dead_letter(key=f"{key}-{number}")
        with django_assert_num_queries(7) as asked:
            client.get(reverse(LIST))
        costs.append(len(asked))

    assert costs[0] == costs[1]
