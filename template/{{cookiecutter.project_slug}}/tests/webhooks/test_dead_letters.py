"""What nobody tries any more is seen, and tried again by who may."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.webhooks.errors import NotReplayable
from shop.webhooks.models import Incoming, State
from shop.webhooks.services.replaying import replay
from shop.webhooks.services.working import work_incoming
from shop.webhooks.sources import Message
from tests.builders import a_colleague, a_user
from tests.conftest import FrozenClock
from tests.webhooks.builders import a_source, again, body_of, came, send
from tests.webhooks.conftest import Heard

pytestmark = pytest.mark.django_db

LIST = "admin:webhooks_incoming_changelist"
LOOK = "webhooks.view_incoming"


def a_dead_letter(name: str = "", **fields: Any) -> Incoming:
    """A message that was tried in vain."""
    message = came(name)
    made_up = {"state": State.DEAD, "finished_at": clock.now(), "attempts": 12, "why": "RuntimeError: broken"}
    Incoming.objects.filter(pk=message.pk).update(**(made_up | fields))
    return again(message)


def command(*words: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("webhooks", *words, stdout=said)
    return said.getvalue()


def act(client: Client, *messages: Incoming) -> str:
    """Choose the action for some messages; gives the page that comes of it."""
    chosen = {"action": "replay", "_selected_action": [str(one.pk) for one in messages]}
    return client.post(reverse(LIST), chosen, follow=True).content.decode()


def test_a_dead_letter_is_done_after_a_replay(handled: list[Message]) -> None:
    dead = a_dead_letter("m-1")

    replay(message=dead)
    work_incoming()

    now = again(dead)
    assert (now.state, now.attempts, now.replays, now.why) == ("done", 1, 1, "")
    assert [one.message_id for one in handled] == ["m-1"]


def test_what_was_set_aside_is_done_once_somebody_knows_it(hear: Heard) -> None:
    hear(a_source())
    message = came("m-1", body_of("pong"))
    work_incoming()
    hear(a_source(handlers={("pong", ""): lambda message: None}))

    replay(message=message)
    work_incoming()

    assert again(message).state == State.DONE


def test_what_is_done_or_waits_is_not_replayed(handled: list[Message]) -> None:
    message = came()
    with pytest.raises(NotReplayable, match="which is waiting"):
        replay(message=message)
    work_incoming()

    with pytest.raises(NotReplayable, match="which is done"):
        replay(message=message)

    assert not work_incoming()
    assert len(handled) == 1


@pytest.mark.usefixtures("handled")
def test_the_counts_say_how_it_stands_and_end_well(frozen_clock: FrozenClock) -> None:
    assert command("counts") == "Nothing has come.\n"
    came("m-1", body_of("pong"))
    work_incoming()
    came("m-2")
    frozen_clock.move(timedelta(seconds=20))

    assert command("counts") == "drill: 1 waiting for 20 s, 0 done, 1 set aside, 0 dead\n"
    assert json.loads(command("counts", "--json")) == [
        {"name": "drill", "waiting": 1, "done": 0, "aside": 1, "dead": 0, "lag": 20}
    ]


@pytest.mark.usefixtures("handled")
def test_the_counts_end_badly_when_somebody_has_to_look(frozen_clock: FrozenClock) -> None:
    a_dead_letter()
    came()
    frozen_clock.move(timedelta(seconds=301))

    with pytest.raises(CommandError) as caught:
        command("counts")

    assert str(caught.value) == (
        "drill: 1 dead letters; drill: the oldest waits for 301 s.\nDo: python manage.py webhooks list"
    )


@pytest.mark.usefixtures("handled")
def test_the_list_names_what_needs_a_person() -> None:
    dead = a_dead_letter("m-1")
    came("m-2")

    assert command("list") == f"{dead.pk}  dead     drill  m-1  ?  RuntimeError: broken\n"
    assert "m-2" in command("list", "--state", "waiting")
    assert command("list", "--source", "other") == ""


@pytest.mark.usefixtures("handled")
def test_one_message_is_shown_as_it_came() -> None:
    message = came("m-1", b'{"kind": \xff}')
    send("m-1")

    shown = command("show", str(message.pk))

    assert "source: drill\nmessage_id: m-1\nstate: waiting\n" in shown
    assert shown.endswith('came again: 1 times\n{"kind": \\xff}\n')
    with pytest.raises(CommandError, match="There is no such message"):
        command("show", "0")


@pytest.mark.usefixtures("handled")
def test_all_dead_letters_are_replayed_or_those_that_are_named() -> None:
    first, second, waiting = a_dead_letter(), a_dead_letter(), came()

    assert command("replay", str(first.pk)) == "1 wait for a worker again.\n"
    assert again(second).state == State.DEAD
    assert command("replay", "--dead", "--source", "other") == "0 wait for a worker again.\n"
    assert command("replay", "--dead") == "1 wait for a worker again.\n"
    with pytest.raises(CommandError, match="1 were refused"):
        command("replay", str(waiting.pk))


def test_who_may_not_look_does_not(client: Client) -> None:
    for person, status in ((None, 302), (a_user(), 302), (a_colleague("auth.view_group"), 403)):
        if person:
            client.force_login(person)
        assert client.get(reverse(LIST)).status_code == status


@pytest.mark.usefixtures("handled")
def test_who_may_look_sees_the_bytes_and_may_replay_nothing(client: Client) -> None:
    dead = a_dead_letter("m-1")
    client.force_login(a_colleague(LOOK))

    page = client.get(reverse("admin:webhooks_incoming_change", args=[dead.pk])).content.decode()
    act(client, dead)

    assert "{&quot;kind&quot;: &quot;ping&quot;}" in page
    assert 'value="replay"' not in client.get(reverse(LIST)).content.decode()
    assert again(dead).state == State.DEAD


@pytest.mark.usefixtures("handled")
def test_who_has_the_right_replays(client: Client) -> None:
    dead, waiting = a_dead_letter(), came()
    client.force_login(a_colleague(LOOK, "webhooks.replay_incoming"))

    page = act(client, dead, waiting)

    assert "1 wait for a worker again." in page
    assert "This message is not tried again." in page
    assert again(dead).state == State.WAITING


@pytest.mark.usefixtures("handled")
def test_nobody_types_in(client: Client) -> None:
    message = came()
    client.force_login(a_user(is_staff=True, is_superuser=True))

    for name in ("change", "delete"):
        page = reverse(f"admin:webhooks_incoming_{name}", args=[message.pk])
        assert client.post(page, {"state": "done"}).status_code == 403
    assert client.get(reverse("admin:webhooks_incoming_add")).status_code == 403


@pytest.mark.usefixtures("handled")
def test_the_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(a_colleague(LOOK))
    for count in (1, 5):
        for _ in range(count):
            came()
        with django_assert_num_queries(10):
            client.get(reverse(LIST))
