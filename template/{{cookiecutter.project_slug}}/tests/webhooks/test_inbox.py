"""A message comes: its bytes are kept before anybody reads them, once, and it is answered at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from redis import RedisError

from shop.webhooks.models import Incoming, Repeat
from shop.webhooks.services.receiving import receive, refusals_key
from shop.webhooks.sources import Headers, Message
from shop.webhooks.views import LARGEST
from tests.conftest import FrozenClock
from tests.webhooks.builders import WORD, a_source, body_of, came, impatient, send
from tests.webhooks.conftest import Heard

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("handled")
def test_the_bytes_are_kept_as_they_came(frozen_clock: FrozenClock) -> None:
    odd = b'{"kind" :  "ping", "amount": 1.10}\r\n\x00\xff'

    assert send("m-1", odd) == (200, {"status": "received"})

    message = Incoming.objects.get()
    assert bytes(message.body) == odd
    assert (message.source, message.message_id, message.state) == ("drill", "m-1", "waiting")
    assert (message.received_at, message.due_at, message.attempts) == (frozen_clock.moment,) * 2 + (0,)


def test_nothing_is_done_and_nothing_is_read_while_the_sender_waits(
    hear: Heard, handled: list[Message]
) -> None:
    def must_not_be_read(body: bytes, headers: Headers) -> Any:
        raise AssertionError("read too early")

    hear(a_source(handled.append, read=must_not_be_read))

    assert send()[0] == 200
    assert handled == []


@pytest.mark.usefixtures("handled")
def test_the_same_message_is_one_and_its_copies_are_counted() -> None:
    first, *others = [send("m-1") for _ in range(3)]

    assert first == (200, {"status": "received"})
    assert others == [(200, {"status": "known"})] * 2
    assert (Incoming.objects.count(), Repeat.objects.count()) == (1, 2)


def test_two_sources_may_use_one_name(hear: Heard) -> None:
    hear(a_source())
    hear(a_source(name="other"))

    send("m-1")
    send("m-1", to="other")

    assert Incoming.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("handled")
def test_fifty_of_one_message_at_once_are_one() -> None:
    ready = Barrier(50)

    def deliver(_: int) -> str:
        connection.ensure_connection()
        ready.wait()
        try:
            return str(send("m-1")[1]["status"])
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as senders:
        told = sorted(senders.map(deliver, range(50)))

    assert told == ["known"] * 49 + ["received"]
    assert (Incoming.objects.count(), Repeat.objects.count()) == (1, 49)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("handled")
def test_a_copy_does_not_wait_for_the_worker_that_holds_the_message() -> None:
    message = came("m-1")

    with transaction.atomic():
        Incoming.objects.select_for_update(no_key=True).get(pk=message.pk)
        with ThreadPoolExecutor(1) as sender:
            sent = sender.submit(impatient, lambda: send("m-1"))
            assert sent.result() == (200, {"status": "known"})


@pytest.mark.usefixtures("handled")
def test_a_message_costs_one_statement_and_a_copy_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for cost in (1, 3):
        with django_assert_num_queries(cost):
            receive(source="drill", body=b"{}", headers={"drill-word": WORD, "drill-id": "m-1"})


@pytest.mark.usefixtures("handled")
def test_what_is_not_genuine_is_counted_and_nothing_of_it_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    status, told = send("m-1", b'{"card": "4242"}', word="guessed")

    assert (status, told["type"]) == (401, "/api/problems/#webhook-not-genuine")
    assert not Incoming.objects.exists()
    assert cache.get(refusals_key("drill")) == 1
    assert "`drill` was refused: another word." in caplog.text
    assert "4242" not in caplog.text
    assert "guessed" not in caplog.text


@pytest.mark.usefixtures("handled")
def test_without_a_cache_what_is_not_genuine_is_refused_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: Any) -> None:
        raise RedisError

    monkeypatch.setattr(cache, "add", gone)

    assert send("m-1", word="guessed")[0] == 401


@pytest.mark.usefixtures("handled")
def test_who_is_not_known_is_told_so() -> None:
    assert send(to="nobody")[0] == 404


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize(("length", "status"), [(LARGEST, 200), (LARGEST + 1, 413)])
def test_a_message_is_no_file(length: int, status: int) -> None:
    assert send("m-1", b"x" * length)[0] == status
    assert Incoming.objects.count() == (status == 200)


@pytest.mark.usefixtures("handled")
def test_of_the_headers_those_are_kept_that_help_and_no_secret() -> None:
    message = came()

    assert message.headers == {"content-type": "application/json"}
    with pytest.raises(ValueError, match="drill-signature"):
        a_source(keeps=frozenset({"drill-signature"}))


@pytest.mark.parametrize("name", ["", "x" * 201, "a\x00b"])
def test_what_has_no_usable_name_is_named_by_its_bytes(hear: Heard, name: str) -> None:
    hear(a_source(name_of=lambda body, headers: name))

    assert [send("", body_of(data=n))[1]["status"] for n in (1, 2, 1)] == ["received", "received", "known"]
    assert all(one.message_id.startswith("sha256:") for one in Incoming.objects.all())


def test_a_name_that_cannot_be_read_is_no_reason_to_lose_a_message(hear: Heard) -> None:
    hear(a_source(name_of=lambda body, headers: headers["nowhere"]))

    assert send()[0] == 200


@pytest.mark.usefixtures("handled")
def test_no_cookie_and_no_token_is_asked_for() -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(
        "/webhooks/drill/", b"{}", "application/json", headers={"drill-word": WORD, "drill-id": "m-1"}
    )

    assert answer.status_code == 200


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"message_id": ""}, "incoming_has_a_name"),
        ({"state": "lost"}, "incoming_state_known"),
        ({"state": "done"}, "incoming_waits_or_has_ended"),
    ],
)
def test_the_database_refuses_what_cannot_be(fields: dict[str, str], constraint: str) -> None:
    message = came()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Incoming.objects.filter(pk=message.pk).update(**fields)
