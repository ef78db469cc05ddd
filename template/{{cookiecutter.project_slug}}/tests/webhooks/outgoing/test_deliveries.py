"""What was announced arrives at a real server: signed, again if need be, and not where nobody answers."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from standardwebhooks.webhooks import Webhook

from shop.core import clock
from shop.core.breaker import Circuit
from shop.webhooks import sending
from shop.webhooks.errors import NotReplayable
from shop.webhooks.keys import key_of
from shop.webhooks.models import Announcement, Delivery, Endpoint, Fate
from shop.webhooks.sending import Answer, post, wait_asked
from shop.webhooks.services.delivering import (
    LEASE,
    LIMITS,
    PATIENCE,
    breaker_of,
    claim,
    record,
    send,
    work_outgoing,
)
from shop.webhooks.services.endpoints import rotate_secret
from shop.webhooks.services.redelivering import redeliver
from tests.builders import a_colleague
from tests.conftest import FrozenClock
from tests.webhooks.builders import impatient
from tests.webhooks.outgoing.builders import an_endpoint
from tests.webhooks.outgoing.receiver import SLOWLY, Receiver, receiving
from tests.webhooks.outgoing.saying import say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("topic")]

LIST = "admin:webhooks_delivery_changelist"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somebody else's server."""
    with receiving() as found:
        yield found


def again() -> None:
    """Send what waits, however long its pause is."""
    Delivery.objects.update(due_at=clock.now())
    while work_outgoing():
        pass


def only() -> Delivery:
    """The one delivery that there is."""
    return Delivery.objects.select_related("endpoint", "announcement").get()


def test_a_message_arrives_and_whoever_knows_the_secret_can_verify_it(receiver: Receiver) -> None:
    endpoint = an_endpoint(url=receiver.url)
    say(order="ord_1")

    assert (work_outgoing(), work_outgoing()) == (True, False)

    ((headers, body),) = receiver.got
    said = Announcement.objects.get()
    assert body.decode() == said.body
    assert (headers["webhook-id"], headers[":path"]) == (said.public_id, "/hook?for=shop")
    assert headers["content-type"] == "application/json"
    assert Webhook(key_of(endpoint)).verify(body, headers)["data"] == {"order": "ord_1"}
    assert (only().state, only().status, only().attempts) == ("done", 200, 1)


def test_while_a_secret_changes_the_old_and_the_new_one_verify(receiver: Receiver) -> None:
    endpoint = an_endpoint(url=receiver.url)
    keys = [key_of(endpoint), key_of(rotate_secret(endpoint=endpoint))]
    say()

    work_outgoing()

    ((headers, body),) = receiver.got
    for key in keys:
        Webhook(key).verify(body, headers)


@pytest.mark.parametrize("status", [302, 400, 404, 429, 500, 503])
def test_what_did_not_arrive_is_sent_again_and_is_the_same_message(receiver: Receiver, status: int) -> None:
    an_endpoint(url=receiver.url)
    receiver.answers = [status]
    say()

    work_outgoing()
    assert (only().state, only().status, only().attempts) == ("waiting", status, 1)
    assert not work_outgoing() or only().attempts == 2  # a pause by lot may be none
    again()

    assert only().state == Fate.DONE
    first, last = receiver.got[0], receiver.got[-1]
    assert (first[0]["webhook-id"], first[1]) == (last[0]["webhook-id"], last[1])


def test_no_redirect_is_followed(receiver: Receiver) -> None:
    receiver.answers, receiver.headers = [307], {"Location": receiver.url}

    assert post(url=receiver.url, body=b"{}", headers={}) == Answer(307)
    assert len(receiver.got) == 1


def test_a_server_that_answers_a_byte_at_a_time_does_not_hold_us(receiver: Receiver) -> None:
    receiver.answers = [SLOWLY]

    answer = post(url=receiver.url, body=b"{}", headers={}, deadline=0.2)

    assert answer.status is None
    assert answer.why


def test_where_nobody_listens_is_a_failure_and_no_crash() -> None:
    answer = post(url="http://127.0.0.1:9/", body=b"{}", headers={})

    assert (answer.status, answer.good) == (None, False)
    assert "ConnectionRefusedError" in answer.why or "NewConnectionError" in answer.why


def test_a_name_with_an_address_that_does_not_answer_is_reached_at_another(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a name server says is all that is made up: nobody listens at the first of two addresses.
    told = [(0, 0, 0, "", (address, receiver.port)) for address in ("127.0.0.9", "127.0.0.1")]
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: told if host == "books.example" else real(host, *a, **k)
    )

    answer = post(url=f"http://books.example:{receiver.port}/", body=b"{}", headers={})

    assert answer == Answer(200)
    assert receiver.got[0][0]["host"] == f"books.example:{receiver.port}"


def test_an_address_that_became_one_inside_is_not_asked(receiver: Receiver, settings: Any) -> None:
    an_endpoint(url=receiver.url)
    say()
    settings.WEBHOOK_OUTSIDE_ONLY = True

    work_outgoing()

    assert receiver.got == []
    assert (only().state, only().status) == ("waiting", None)


def test_nothing_is_sent_within_a_transaction(receiver: Receiver) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="a transaction is open"):
        post(url=receiver.url, body=b"{}", headers={})

    assert receiver.got == []


def test_whoever_says_410_gets_nothing_more(receiver: Receiver) -> None:
    endpoint = an_endpoint(url=receiver.url)
    receiver.answers = [410]
    say()
    say()

    again()

    endpoint.refresh_from_db()
    assert (endpoint.is_active, len(receiver.got)) == (False, 1)
    assert endpoint.why_off.startswith("It answered 410 on ")
    assert set(Delivery.objects.values_list("state", flat=True)) == {Fate.DEAD}
    assert say() is False


def test_whoever_says_when_is_asked_no_sooner(receiver: Receiver, frozen_clock: FrozenClock) -> None:
    an_endpoint(url=receiver.url)
    receiver.answers, receiver.headers = [503], {"Retry-After": "3600"}
    say()

    work_outgoing()

    assert only().due_at >= frozen_clock.moment + timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (format_datetime(datetime(2026, 3, 1, 12, 5, tzinfo=UTC), usegmt=True), 300),
        (format_datetime(datetime(2026, 3, 1, 11, tzinfo=UTC), usegmt=True), 0),
        ("9" * 40, 86400),
        ("soon", 0),
        ("-5", 0),
        ("", 0),
    ],
)
def test_a_wait_is_said_in_seconds_or_as_a_date(frozen_clock: FrozenClock, said: str, seconds: int) -> None:
    assert wait_asked(said) == timedelta(seconds=seconds)


def test_after_the_last_attempt_it_is_a_dead_letter_until_somebody_looks(
    receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    an_endpoint(url=receiver.url)
    receiver.answers = [500] * PATIENCE.tries
    say()

    for _ in range(PATIENCE.tries):
        frozen_clock.move(PATIENCE.most)
        assert work_outgoing()
    assert (only().state, only().attempts, only().status) == ("dead", PATIENCE.tries, 500)

    redeliver(delivery=only())
    frozen_clock.move(PATIENCE.most)
    assert work_outgoing()

    assert only().state == Fate.DONE
    with pytest.raises(NotReplayable):
        redeliver(delivery=only())


def test_whoever_fails_again_and_again_is_left_alone_and_then_asked_once(
    receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    endpoint = an_endpoint(url=receiver.url)
    receiver.answers = [500] * (LIMITS.failures + 1)
    for _ in range(LIMITS.failures + 3):
        say()

    again()
    endpoint.refresh_from_db()
    assert (len(receiver.got), breaker_of(endpoint).circuit(clock.now())) == (LIMITS.failures, Circuit.OPEN)
    assert not Delivery.objects.filter(attempts__gt=1).exists()  # what rests uses up no attempt

    frozen_clock.move(LIMITS.shortest)
    again()
    assert len(receiver.got) == LIMITS.failures + 1  # one has tried, in vain

    frozen_clock.move(2 * LIMITS.shortest)
    again()
    endpoint.refresh_from_db()
    assert breaker_of(endpoint).circuit(clock.now()) == Circuit.CLOSED
    assert set(Delivery.objects.values_list("state", flat=True)) == {Fate.DONE}


def test_one_that_rests_does_not_hold_up_the_others(receiver: Receiver) -> None:
    an_endpoint(url="http://127.0.0.1:9/", resting_until=clock.now() + timedelta(hours=1), failures=9)
    an_endpoint(url=receiver.url)
    say()

    again()

    assert len(receiver.got) == 1


def test_of_two_workers_one_asks_whether_somebody_is_back(receiver: Receiver) -> None:
    an_endpoint(url=receiver.url, resting_until=clock.now() - timedelta(seconds=1), failures=9, openings=1)
    say()
    say()

    first, second = claim(), claim()

    assert first is not None
    assert second is None


def test_workers_that_fail_together_open_it_once(receiver: Receiver, frozen_clock: FrozenClock) -> None:
    endpoint = an_endpoint(url=receiver.url, failures=LIMITS.failures - 1)
    receiver.answers = [500] * 3
    for _ in range(3):
        say()
    claimed = [claim() for _ in range(3)]

    for one in claimed:
        assert one is not None
        record(one, send(one))

    endpoint.refresh_from_db()
    assert (endpoint.openings, endpoint.resting_until) == (1, frozen_clock.moment + LIMITS.shortest)


def test_a_worker_that_died_while_it_sent_leaves_it_to_the_next(
    receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    an_endpoint(url=receiver.url)
    say()
    assert claim()  # and then nothing is heard of it

    assert not work_outgoing()
    frozen_clock.move(LEASE)
    assert work_outgoing()

    assert (only().state, only().attempts, len(receiver.got)) == ("done", 2, 1)


def test_a_delivery_that_is_held_is_left_alone(receiver: Receiver) -> None:
    an_endpoint(url=receiver.url)
    say()

    with transaction.atomic():
        Delivery.objects.select_for_update().get()
        with ThreadPoolExecutor(1) as somebody:
            assert somebody.submit(impatient, work_outgoing).result() is False

    assert receiver.got == []


def test_whoever_was_so_slow_that_another_has_it_records_nothing(
    receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    an_endpoint(url=receiver.url)
    say()
    slow = claim()
    frozen_clock.move(LEASE)
    quick = claim()
    assert slow is not None
    assert quick is not None

    record(slow, Answer(500))

    assert (only().state, only().status, only().attempts) == ("waiting", None, 2)


def test_one_that_dies_each_time_is_dead_in_the_end(frozen_clock: FrozenClock) -> None:
    an_endpoint()
    say()
    Delivery.objects.update(attempts=PATIENCE.tries)

    assert work_outgoing()

    assert only().state == Fate.DEAD


def test_two_workers_at_once_send_each_message_once(receiver: Receiver) -> None:
    an_endpoint(url=receiver.url)
    for _ in range(20):
        say()
    ready = Barrier(3)

    def work() -> None:
        connection.ensure_connection()
        ready.wait()
        while work_outgoing():
            pass
        connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    sent = [headers["webhook-id"] for headers, _ in receiver.got]
    assert sorted(sent) == sorted(Announcement.objects.values_list("public_id", flat=True))


def test_who_has_the_right_sends_again(client: Client, receiver: Receiver) -> None:
    an_endpoint(url=receiver.url)
    say(order="ord_1")
    Delivery.objects.update(state=Fate.DEAD, finished_at=clock.now())
    chosen = {"action": "redeliver", "_selected_action": [str(only().pk)]}
    client.force_login(a_colleague("webhooks.view_delivery"))
    client.post(reverse(LIST), chosen)
    assert only().state == Fate.DEAD
    page = client.get(reverse("admin:webhooks_delivery_change", args=[only().pk])).content.decode()
    assert "ord_1" in page
    client.force_login(a_colleague("webhooks.view_delivery", "webhooks.replay_delivery"))

    told = client.post(reverse(LIST), chosen, follow=True).content.decode()

    assert "1 wait for a worker again." in told
    again()
    assert only().state == Fate.DONE


def test_to_an_endpoint_that_is_off_nothing_is_sent_again() -> None:
    an_endpoint()
    say()
    Delivery.objects.update(state=Fate.DEAD, finished_at=clock.now())
    Endpoint.objects.update(is_active=False)

    with pytest.raises(NotReplayable, match="its endpoint switched off"):
        redeliver(delivery=only())


def test_a_weekend_is_not_too_long() -> None:
    assert timedelta(days=4) < PATIENCE.longest < timedelta(days=4.5)


def test_the_deadline_is_what_the_specification_advises() -> None:
    assert 15 <= sending.DEADLINE <= 30
