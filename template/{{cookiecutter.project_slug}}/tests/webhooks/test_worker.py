"""What came is worked on: its effect and that it was done are one commit, in any order, once."""

import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.webhooks.models import Incoming, State
from shop.webhooks.services.working import FAILURES, LEASE, WAITS, attempt, claim, work_incoming
from shop.webhooks.sources import Message
from shop.webhooks.waiting import NotYet
from shop.webhooks.works import WORKS
from tests.conftest import FrozenClock
from tests.webhooks.builders import a_source, again, body_of, came, impatient, send
from tests.webhooks.conftest import Heard
from tests.webhooks.worker import heard, worker

pytestmark = pytest.mark.django_db


def fails(message: Message) -> None:
    """Write something, and fail."""
    Group.objects.create(name="half done")
    raise RuntimeError("the shelf fell down")


def too_early(message: Message) -> None:
    """Miss what comes before."""
    raise NotYet("The order is not known yet.")


def test_a_handler_gets_what_the_message_says(handled: list[Message], frozen_clock: FrozenClock) -> None:
    message = came("m-1", body_of(data={"a": 1}))

    assert (work_incoming(), work_incoming()) == (True, False)

    assert handled == [Message("drill", "m-1", "ping", "", {"a": 1}, frozen_clock.moment)]
    now = again(message)
    assert (now.state, now.kind, now.attempts, now.why) == ("done", "ping", 1, "")
    assert now.finished_at == frozen_clock.moment


@pytest.mark.parametrize("told", [{"kind": "pong"}, {"kind": "ping", "version": "2027"}])
def test_a_kind_or_version_that_nobody_knows_is_kept_and_set_aside(
    handled: list[Message], told: dict[str, str]
) -> None:
    message = came("m-1", body_of(**told))

    work_incoming()

    now = again(message)
    assert (now.state, now.kind, now.version) == ("aside", told["kind"], told.get("version", ""))
    assert now.why == "No handler for this kind and version."
    assert handled == []


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"nonsense"])
def test_what_cannot_be_read_is_tried_again_and_never_a_crash(body: bytes) -> None:
    message = came("m-1", body or b" ")

    assert work_incoming()

    now = again(message)
    assert (now.state, now.attempts) == ("waiting", 1)
    assert now.why.partition(":")[0] in {"JSONDecodeError", "UnicodeDecodeError", "TypeError"}


@pytest.mark.usefixtures("handled")
def test_signs_that_no_database_keeps_are_no_crash() -> None:
    message = came("m-1", b'{"kind": "a\\u0000b\\ud800"}')

    work_incoming()

    assert (again(message).state, again(message).kind) == ("aside", "a?b?")


def test_a_source_that_was_removed_leaves_its_messages_aside() -> None:
    message = Incoming.objects.create(source="gone", message_id="m-1", body=b"{}")

    work_incoming()

    assert again(message).state == State.ASIDE


def test_what_a_handler_wrote_before_it_failed_is_taken_back(hear: Heard, frozen_clock: FrozenClock) -> None:
    hear(a_source(fails))
    message = came()

    work_incoming()

    now = again(message)
    assert not Group.objects.exists()
    assert (now.state, now.attempts, now.why) == ("waiting", 1, "RuntimeError: the shelf fell down")
    assert frozen_clock.moment <= now.due_at < frozen_clock.moment + FAILURES.base


def test_after_the_last_attempt_it_is_a_dead_letter(hear: Heard, frozen_clock: FrozenClock) -> None:
    hear(a_source(fails))
    message = came()

    for tried in range(FAILURES.tries):
        assert (again(message).state, again(message).attempts) == ("waiting", tried)
        assert work_incoming()
        frozen_clock.move(FAILURES.most)

    assert (again(message).state, again(message).attempts) == ("dead", FAILURES.tries)
    assert not work_incoming()


def test_somebody_hears_of_a_dead_letter_on_the_same_day() -> None:
    assert timedelta(hours=4) < FAILURES.longest < timedelta(hours=5)


def test_a_message_that_is_not_due_waits(handled: list[Message], frozen_clock: FrozenClock) -> None:
    came()
    Incoming.objects.update(due_at=frozen_clock.moment + timedelta(seconds=1))

    assert not work_incoming()
    frozen_clock.move(timedelta(seconds=1))
    assert work_incoming()
    assert len(handled) == 1


def test_what_comes_too_early_waits_and_uses_up_no_attempt(hear: Heard, frozen_clock: FrozenClock) -> None:
    hear(a_source(too_early))
    message = came()

    for waits in range(1, WAITS.tries):
        work_incoming()
        now = again(message)
        assert (now.state, now.attempts, now.waits) == ("waiting", 0, waits)
        assert now.why == "The order is not known yet."
        frozen_clock.move(WAITS.most)
    work_incoming()

    assert (again(message).state, again(message).why) == (
        "dead",
        "It waited 30 times. The order is not known yet.",
    )


def test_in_whatever_order_two_come_both_are_done(hear: Heard, frozen_clock: FrozenClock) -> None:
    order: list[str] = []

    def second_needs_first(message: Message) -> None:
        if message.data == "second" and "first" not in order:
            raise NotYet("The first is missing.")
        order.append(message.data)

    hear(a_source(second_needs_first))
    came("m-2", body_of(data="second"))
    came("m-1", body_of(data="first"))

    while Incoming.objects.filter(state=State.WAITING).exists():
        while work_incoming():
            pass
        frozen_clock.move(WAITS.most)

    assert order == ["first", "second"]


@pytest.mark.usefixtures("handled")
def test_a_worker_that_is_killed_each_time_is_a_failure_too(frozen_clock: FrozenClock) -> None:
    message = came()

    for _ in range(FAILURES.tries):
        assert claim()  # and then nothing is heard of it
        assert not work_incoming()
        frozen_clock.move(LEASE)

    assert work_incoming()
    assert (again(message).state, again(message).why) == (
        "dead",
        "The worker ended in the middle of each attempt.",
    )


def test_whoever_was_so_slow_that_another_has_it_does_nothing(
    handled: list[Message], frozen_clock: FrozenClock
) -> None:
    message = came()
    slow = claim()
    frozen_clock.move(LEASE)
    quick = claim()
    assert slow is not None
    assert quick is not None

    attempt(slow)
    assert (len(handled), again(message).state) == (0, "waiting")
    attempt(quick)
    attempt(slow)

    assert (len(handled), again(message).state, again(message).attempts) == (1, "done", 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("handled")
def test_a_message_that_is_held_is_left_alone_however_long_its_handler_takes() -> None:
    held, other = came("m-1"), came("m-2")

    with transaction.atomic():
        Incoming.objects.select_for_update(no_key=True).get(pk=held.pk)
        with ThreadPoolExecutor(1) as somebody:
            assert somebody.submit(impatient, work_incoming).result() is True
            assert somebody.submit(impatient, work_incoming).result() is False

    assert (again(held).state, again(other).state) == ("waiting", "done")


@pytest.mark.usefixtures("handled")
def test_a_message_costs_the_same_however_many_wait(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (1, 9):
        for _ in range(count):
            came()
        # Find and count, hold and end; the savepoints are BEGIN and COMMIT outside of tests, and one of them.
        with django_assert_num_queries(4 + 6):
            work_incoming()


def test_the_next_message_is_found_by_its_index() -> None:
    due = Incoming.objects.filter(state=State.WAITING, due_at__lte=clock.now()).order_by("due_at", "id")[:1]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = due.explain()

    assert "incoming_due" in plan
    assert "Sort" not in plan


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_message_once(hear: Heard) -> None:
    done: list[str] = []
    hear(a_source(lambda message: done.append(message.message_id)))
    names = [came().message_id for _ in range(40)]
    ready = Barrier(4)

    def work() -> None:
        connection.ensure_connection()
        ready.wait()
        while work_incoming():
            pass
        connection.close()

    workers = [Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert sorted(done) == sorted(names)
    assert set(Incoming.objects.values_list("state", "attempts")) == {("done", 1)}


@pytest.mark.django_db(transaction=True)
def test_fifty_copies_at_once_have_one_effect(hear: Heard) -> None:
    done: list[str] = []
    hear(a_source(lambda message: done.append(message.message_id)))
    ready = Barrier(50)

    def deliver() -> None:
        connection.ensure_connection()
        ready.wait()
        send("m-1")
        while work_incoming():  # and each of them is a worker, too
            pass
        connection.close()

    people = [Thread(target=deliver) for _ in range(50)]
    for one in people:
        one.start()
    for one in people:
        one.join()

    assert done == ["m-1"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("handled")
def test_a_worker_killed_in_the_middle_is_done_once_and_later() -> None:
    message = came("m-1")
    with worker("halts") as process:
        assert [heard(process), heard(process)] == ["ready", "in the middle"]
        # It holds the message, so nobody else does it meanwhile, however long it takes.
        assert not work_incoming()
        process.kill()
    # The database has taken back what was not committed; the lock is the last of it.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN; SELECT 1 FROM webhooks_incoming FOR UPDATE; COMMIT")
    assert not Group.objects.exists()
    assert (again(message).state, again(message).attempts) == ("waiting", 1)
    Incoming.objects.update(due_at=clock.now())

    with worker("goes on") as process:
        assert (heard(process), process.wait()) == ("ready", 0)

    assert (again(message).state, again(message).attempts) == ("done", 2)
    assert Group.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("handled")
def test_a_worker_that_is_asked_to_end_finishes_what_it_is_at() -> None:
    first, second = came("m-1"), came("m-2")
    with worker("halts") as process:
        assert [heard(process), heard(process)] == ["ready", "in the middle"]
        process.send_signal(signal.SIGTERM)
        process.communicate("go on\n")
        assert process.returncode == 0

    assert (again(first).state, again(second).state) == ("done", "waiting")
    assert Group.objects.count() == 1


def test_once_means_until_nothing_is_due(handled: list[Message]) -> None:
    for _ in range(3):
        came()

    call_command("work_webhooks", once=True)

    assert len(handled) == 3


def test_without_a_database_a_worker_rests_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[Any] = [OperationalError("gone"), True, False]

    def work() -> bool:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return bool(answer)

    monkeypatch.setitem(WORKS, "incoming", work)
    monkeypatch.setattr(connection, "close", lambda: None)
    for _ in range(2):
        call_command("work_webhooks", "incoming", once=True)

    assert answers == []
    assert "The database does not answer: OperationalError" in caplog.text
