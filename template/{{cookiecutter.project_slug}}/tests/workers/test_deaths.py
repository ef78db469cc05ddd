"""Processes are told to end, or killed, while they work. Afterwards each effect is there once."""

import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from shop.core import clock
from shop.orders.models import NumberCounter
from shop.outbox.models import Delivery, Event, State
from shop.outbox.sending import send
from shop.outbox.services.relaying import hand_over, spread
from shop.outbox.subscriptions import subscriptions
from tests.outbox.builders import happened
from tests.workers import consumers  # noqa: F401 - importing it registers
from tests.workers.crew import Process, kill_all_of, started, worker
from tests.workers.desk import PATIENCE, Desk

pytestmark = pytest.mark.django_db(transaction=True)

CONSUMERS = "tests.workers.consumers"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """What is written outside the database."""
    return tmp_path / "written"


@pytest.fixture
def variables(broker: str, desk: Desk, file: Path) -> dict[str, str]:
    """What other processes must know."""
    return desk.variables | {"BROKER_URL": broker, "TEST_FILE": str(file)}


def bring() -> None:
    """Do what the relay does."""
    spread(among=subscriptions())
    hand_over(send=send)


def time_passes() -> None:
    """Have all be due that waits."""
    Delivery.objects.filter(state=State.WAITING).update(due_at=clock.now())


def until(so: Callable[[], bool]) -> None:
    """Wait until something is so, which another process brings about."""
    end = monotonic() + PATIENCE
    while not so():
        assert monotonic() < end
        sleep(0.02)


def done(count: int) -> Callable[[], bool]:
    """Whether so many deliveries are done, and none waits."""
    return lambda: [*Delivery.objects.values_list("state", flat=True)] == [State.DONE] * count


def counted(key: str) -> int:
    """How often the work in the database has had its effect."""
    return sum(NumberCounter.objects.filter(series=key).values_list("last", flat=True))


def ends(process: Process) -> int:
    """Tell a process to end, wait until it has; gives its exit code."""
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE)


def test_who_is_told_to_end_ends_what_it_is_at(variables: dict[str, str], desk: Desk) -> None:
    happened("at it", topic="errand.counted")
    bring()

    with worker(variables, CONSUMERS) as process:
        at_work = desk.visitor()
        process.send_signal(signal.SIGTERM)
        at_work.go_on()

        assert process.wait(PATIENCE) == 0
    assert counted("at it") == 1
    assert done(1)()


def test_after_the_death_of_a_whole_worker_another_does_what_it_was_at(
    variables: dict[str, str], desk: Desk, file: Path
) -> None:
    happened("inside", topic="errand.counted")
    happened("outside", topic="errand.written")
    bring()
    with worker(variables, CONSUMERS, hands=2) as process:
        for _ in range(2):  # one is in the middle, the other has done its work and not noted it
            desk.visitor()
        kill_all_of(process)
    seen = counted("inside")

    with worker(variables, CONSUMERS, hands=2):
        time_passes()
        bring()
        for _ in range(2):
            desk.visitor().go_on()
        until(done(2))

    assert (seen, counted("inside")) == (0, 1)
    # What no transaction holds is there twice, if the death comes between the effect and the note.
    assert file.read_text() == "outside\noutside\n"


def test_what_a_killed_relay_had_sent_and_not_noted_is_sent_again_and_done_once(
    variables: dict[str, str], desk: Desk, file: Path
) -> None:
    happened("inside", topic="errand.counted")
    happened("outside", topic="errand.written")
    with started("tests.workers.relay", variables=variables) as relay:
        assert desk.visitor().says.startswith("sent")
        kill_all_of(relay)

    time_passes()
    bring()
    # What was sent once too often lies before this, and has been looked at when this is done.
    happened("last", topic="errand.counted")
    bring()
    with worker(variables, CONSUMERS) as process:
        for _ in range(3):
            desk.visitor().go_on()
        until(done(3))
        assert ends(process) == 0

    assert (counted("inside"), file.read_text()) == (1, "outside\n")
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_of_two_beats_one_is_killed_and_each_slot_is_told_of_once(variables: dict[str, str]) -> None:
    def slots() -> list[str]:
        return [*Event.objects.order_by("key").values_list("key", flat=True)]

    with (
        started("tests.workers.beat", variables=variables) as first,
        started("tests.workers.beat", variables=variables) as second,
    ):
        until(lambda: len(slots()) >= 5)
        kill_all_of(first)
        before = len(slots())
        until(lambda: len(slots()) >= before + 5)
        ends(second)

    assert len(slots()) == len(set(slots()))
