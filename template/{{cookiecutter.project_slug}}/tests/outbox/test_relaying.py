"""What happened is brought to whoever wants to hear of it, at least once, and nothing is passed over."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event as Signal

import pytest
from django.db import connection, transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoAssertNumQueries

from shop.core import clock
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.relaying import HANDING, LOST, hand_over, spread
from shop.outbox.subscriptions import Subscription, subscribe, subscriptions
from tests.conftest import FrozenClock
from tests.outbox.builders import a_delivery, happened, waiting
from tests.outbox.conftest import Subscribe
from tests.rivals import Rival

pytestmark = pytest.mark.django_db

SAVEPOINT = 2  # what a transaction inside the test's own costs


class Queue:
    """What was sent. It can break after so many."""

    def __init__(self, breaks_after: int = 1000) -> None:
        self.sent: list[tuple[str, int]] = []
        self.breaks_after = breaks_after

    def send(self, consumer: str, delivery: int) -> None:
        """Take a message, or be away."""
        if len(self.sent) >= self.breaks_after:
            raise OperationalError
        self.sent.append((consumer, delivery))


def test_each_consumer_of_a_topic_gets_its_delivery(subscribed: Subscribe) -> None:
    subscribed("errand.one")
    subscribed("errand.two")
    subscribed("errand.other", topic="other.happened")
    happened("1")
    happened("2")

    assert spread(among=subscriptions()) == 2

    assert waiting() == [("errand.one", "1"), ("errand.two", "1"), ("errand.one", "2"), ("errand.two", "2")]


def test_an_event_is_spread_once(subscribed: Subscribe) -> None:
    subscribed()
    happened()

    assert [spread(among=subscriptions()) for _ in range(2)] == [1, 0]
    assert Delivery.objects.count() == 1


def test_what_nobody_wants_to_hear_is_done_with(subscribed: Subscribe) -> None:
    happened()

    assert [spread(among=subscriptions()) for _ in range(2)] == [1, 0]
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("count", [1, 50])
def test_a_batch_costs_the_same_however_long_it_is(
    count: int, subscribed: Subscribe, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    subscribed()
    for number in range(count):
        happened(str(number))

    with django_assert_num_queries(3 + SAVEPOINT):
        spread(among=subscriptions())
    with django_assert_num_queries(3 + SAVEPOINT):
        hand_over(send=Queue().send)
    with django_assert_num_queries(1 + SAVEPOINT):
        spread(among=subscriptions())
    with django_assert_num_queries(1 + SAVEPOINT):
        hand_over(send=Queue().send)


def test_a_name_is_one_consumers(subscribed: Subscribe) -> None:
    subscribed("errand")

    with pytest.raises(ValueError, match="errand, twice"):
        subscribe(Subscription("other.happened", "errand", lambda event: None))


@pytest.mark.django_db(transaction=True)
def test_who_began_early_and_ends_late_is_not_passed_over(subscribed: Subscribe) -> None:
    subscribed()
    begun, may_end = Signal(), Signal()

    def slowly() -> None:
        with transaction.atomic():
            happened("early")
            begun.set()
            may_end.wait(60)

    slow = Rival(slowly)
    slow.start()
    begun.wait(60)
    happened("late")
    spread(among=subscriptions())
    seen_first = waiting()
    may_end.set()
    slow.end()
    spread(among=subscriptions())

    assert seen_first == [("errand", "late")]
    assert Event.objects.get(key="early").pk < Event.objects.get(key="late").pk
    assert waiting() == [("errand", "early"), ("errand", "late")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "bring",
    [lambda queue: spread(among=subscriptions()), lambda queue: hand_over(send=queue.send)],
    ids=["spread", "hand over"],
)
def test_two_relays_share_the_work_and_do_not_wait(
    bring: Callable[[Queue], int], subscribed: Subscribe
) -> None:
    subscribed()
    a_delivery(event=happened("old"))
    happened("new")
    queue, counts = Queue(), []
    second = Rival(lambda: counts.append(bring(queue)))

    with transaction.atomic():
        list(Event.objects.select_for_update())
        list(Delivery.objects.select_for_update())
        second.begin()
    second.end()

    assert counts == [0]
    assert queue.sent == []
    assert bring(queue) == 1


def test_what_is_due_is_sent_and_not_again_for_an_hour(frozen_clock: FrozenClock) -> None:
    delivery, queue = a_delivery(), Queue()

    counts = []
    for passed in (timedelta(), LOST - timedelta(seconds=1), timedelta(seconds=1)):
        frozen_clock.move(passed)
        counts.append(hand_over(send=queue.send))

    assert counts == [1, 0, 1]
    assert queue.sent == [("errand", delivery.pk)] * 2


def test_when_the_broker_is_away_what_was_not_sent_is_due_again_soon(frozen_clock: FrozenClock) -> None:
    first, second = a_delivery("errand.one"), a_delivery("errand.two", Event.objects.get())
    broken, mended = Queue(breaks_after=1), Queue()

    with pytest.raises(OperationalError):
        hand_over(send=broken.send)
    too_soon = hand_over(send=mended.send)
    frozen_clock.move(HANDING)
    hand_over(send=mended.send)

    assert too_soon == 0
    assert broken.sent == [("errand.one", first.pk)]
    # The first is sent a second time: nobody noted that it was sent. That is what "at least once" means.
    assert mended.sent == [("errand.one", first.pk), ("errand.two", second.pk)]


def test_a_worker_that_was_faster_than_the_note_keeps_its_own_time() -> None:
    delivery = a_delivery()
    tomorrow = clock.now() + timedelta(days=1)

    def send_to_somebody_fast(consumer: str, pk: int) -> None:
        Delivery.objects.filter(pk=pk).update(due_at=tomorrow)

    hand_over(send=send_to_somebody_fast)

    delivery.refresh_from_db()
    assert delivery.due_at == tomorrow


def test_what_has_ended_is_not_sent() -> None:
    done = a_delivery()
    Delivery.objects.filter(pk=done.pk).update(state=State.DONE, due_at=None, ended_at=clock.now())

    assert hand_over(send=Queue().send) == 0


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_it_is_sent() -> None:
    a_delivery()
    open_then: list[bool] = []

    hand_over(send=lambda consumer, delivery: open_then.append(connection.in_atomic_block))

    assert open_then == [False]
