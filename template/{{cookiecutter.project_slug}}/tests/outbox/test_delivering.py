"""Work that is called twice is done once; what fails is tried again, and given up in the end."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from shop.orders.models import NumberCounter
from shop.orders.services.numbers import next_number
from shop.outbox.errors import GiveUp
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.delivering import RETRIES, SHOWN, begin, deliver
from tests.conftest import FrozenClock
from tests.outbox.builders import a_delivery
from tests.outbox.conftest import Subscribe
from tests.rivals import Rival

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # what a transaction inside the test's own costs


def count(event: Event) -> None:
    """Work whose effect can be counted."""
    next_number(series=event.key)


def counted() -> int:
    """How often it has had its effect."""
    return sum(NumberCounter.objects.values_list("last", flat=True))


def count_and_fail(event: Event) -> None:
    """Work that does half of it."""
    next_number(series=event.key)
    raise ZeroDivisionError("half done")


def give_up(event: Event) -> None:
    """Work that nobody can do."""
    raise GiveUp("it has no address")


@pytest.fixture
def longest_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No lot is drawn: each wait is the longest."""
    monkeypatch.setattr("shop.core.backoff.random.random", lambda: 1.0)


@pytest.fixture
def due(frozen_clock: FrozenClock) -> Delivery:
    """A delivery for `errand`."""
    return a_delivery()


def test_the_work_is_done_and_that_is_noted(due: Delivery, subscribed: Subscribe) -> None:
    subscribed(work=count)

    deliver(delivery=due.pk)

    due.refresh_from_db()
    assert (due.state, due.attempts, due.due_at, due.error) == (State.DONE, 1, None, "")
    assert counted() == 1


def test_what_is_called_twice_is_done_once(due: Delivery, subscribed: Subscribe) -> None:
    subscribed(work=count)

    deliver(delivery=due.pk)
    deliver(delivery=due.pk)

    assert counted() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outside", [False, True], ids=["inside", "outside"])
def test_who_comes_while_it_is_done_goes_away(subscribed: Subscribe, *, outside: bool) -> None:
    due, done = a_delivery(), []

    def work(event: Event) -> None:
        done.append("work")
        second = Rival(lambda: deliver(delivery=due.pk))
        second.begin()
        done.append(second.end())

    subscribed(work=work, outside=outside)
    deliver(delivery=due.pk)

    assert done == ["work", "done"]
    assert Delivery.objects.get().attempts == 1


def test_what_fails_leaves_nothing_and_is_tried_again_later(
    due: Delivery, subscribed: Subscribe, frozen_clock: FrozenClock, longest_waits: None
) -> None:
    subscribed(work=count_and_fail)

    deliver(delivery=due.pk)

    due.refresh_from_db()
    assert counted() == 0
    assert (due.state, due.attempts, due.error) == (State.WAITING, 1, "ZeroDivisionError: half done")
    assert due.due_at == frozen_clock.moment + timedelta(seconds=4)


def test_what_fails_too_often_is_given_up(due: Delivery, subscribed: Subscribe) -> None:
    subscribed(work=count_and_fail)

    for _ in range(RETRIES.tries):
        deliver(delivery=due.pk)

    due.refresh_from_db()
    assert (due.state, due.attempts, due.due_at) == (State.DEAD, RETRIES.tries, None)
    assert due.error == "ZeroDivisionError: half done"


def test_what_cannot_be_done_is_given_up_at_once(due: Delivery, subscribed: Subscribe) -> None:
    subscribed(work=give_up)

    deliver(delivery=due.pk)

    due.refresh_from_db()
    assert (due.state, due.attempts, due.error) == (State.DEAD, 1, "GiveUp: it has no address")


def test_what_kills_its_worker_is_given_up_too(due: Delivery, subscribed: Subscribe) -> None:
    subscribed(work=count)
    for _ in range(RETRIES.tries):
        begin(due.pk)  # and nothing more is heard of it

    deliver(delivery=due.pk)

    due.refresh_from_db()
    assert (due.state, due.error) == (State.DEAD, "Its worker died, each time.")
    assert counted() == 0


def test_a_consumer_that_is_gone_is_waited_for(due: Delivery, subscribed: Subscribe) -> None:
    deliver(delivery=due.pk)  # by a worker of an older version, perhaps

    due.refresh_from_db()
    assert (due.state, due.error) == (State.WAITING, "KeyError: 'errand'")


def test_who_says_nothing_for_as_long_as_it_may_work_is_dead(
    due: Delivery, subscribed: Subscribe, frozen_clock: FrozenClock
) -> None:
    subscribed(work=count)

    begin(due.pk)

    due.refresh_from_db()
    assert due.due_at == frozen_clock.moment + timedelta(seconds=50 + 10 + 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outside", [False, True], ids=["inside", "outside"])
def test_what_reaches_outside_has_no_transaction_open(subscribed: Subscribe, *, outside: bool) -> None:
    open_then: list[bool] = []
    subscribed(work=lambda event: open_then.append(connection.in_atomic_block), outside=outside)

    deliver(delivery=a_delivery().pk)

    assert open_then == [not outside]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("outside", "times"), [(False, 1), (True, 2)], ids=["inside", "outside"])
def test_a_death_after_the_work_does_it_again_only_where_no_transaction_holds_it(
    subscribed: Subscribe, monkeypatch: pytest.MonkeyPatch, *, outside: bool, times: int
) -> None:
    class Death(BaseException):
        """As if the process were gone."""

    def dies(begun: Delivery, state: State, error: str = "") -> None:
        raise Death

    def work(event: Event) -> None:
        with transaction.atomic():
            count(event)

    subscribed(work=work, outside=outside)
    due = a_delivery()
    with monkeypatch.context() as patch:
        patch.setattr("shop.outbox.services.delivering.end", dies)
        with pytest.raises(Death):
            deliver(delivery=due.pk)

    deliver(delivery=due.pk)

    assert counted() == times


def test_a_long_error_is_cut(due: Delivery, subscribed: Subscribe) -> None:
    def fail(event: Event) -> None:
        raise ValueError("x" * 10_000)

    subscribed(work=fail)

    deliver(delivery=due.pk)

    due.refresh_from_db()
    assert len(due.error) == SHOWN


def test_a_delivery_costs_five_statements_beside_the_work(
    due: Delivery, subscribed: Subscribe, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    subscribed()

    with django_assert_num_queries(5 + SAVEPOINT):
        deliver(delivery=due.pk)
    with django_assert_num_queries(3):
        deliver(delivery=due.pk)
