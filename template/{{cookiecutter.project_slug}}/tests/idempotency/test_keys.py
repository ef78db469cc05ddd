"""One request, however often it comes: taken by one, answered once, and forgotten after a day."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from shop.idempotency.errors import KeyInFlight, KeyUsedOtherwise
from shop.idempotency.models import IdempotencyKey
from shop.idempotency.services import LEASE, keep_answer, reach_point, reap_keys, release_key, take_key
from tests.conftest import FrozenClock
from tests.rivals import Rival

pytestmark = pytest.mark.django_db

ASKED = {"principal": "ada", "key": "k-1", "fingerprint": "f" * 64}


def test_who_comes_first_does_the_work() -> None:
    row = take_key(**ASKED)

    assert (row.is_answered, row.point) == (False, "begun")


def test_who_comes_meanwhile_is_asked_to_wait() -> None:
    take_key(**ASKED)

    with pytest.raises(KeyInFlight) as caught:
        take_key(**ASKED)

    assert caught.value.headers == {"Retry-After": "1"}


def test_who_comes_afterwards_gets_the_answer() -> None:
    keep_answer(row=take_key(**ASKED), status=201, body={"order": 1})

    again = take_key(**ASKED)

    assert (again.status, again.body) == (201, {"order": 1})


def test_a_key_is_for_one_request() -> None:
    keep_answer(row=take_key(**ASKED), status=200, body={})

    with pytest.raises(KeyUsedOtherwise):
        take_key(**(ASKED | {"fingerprint": "e" * 64}))


def test_a_key_that_somebody_works_on_is_for_one_request_too() -> None:
    take_key(**ASKED)

    with pytest.raises(KeyUsedOtherwise):
        take_key(**(ASKED | {"fingerprint": "e" * 64}))


def test_strangers_may_choose_the_same_key() -> None:
    keep_answer(row=take_key(**ASKED), status=200, body={"for": "ada"})

    assert not take_key(**(ASKED | {"principal": "ben"})).is_answered


def test_the_dead_are_replaced_and_their_work_goes_on(frozen_clock: FrozenClock) -> None:
    dead = take_key(**ASKED)
    reach_point(row=dead, point="paid")
    frozen_clock.move(LEASE)

    row = take_key(**ASKED)

    assert (row.point, row.holder != dead.holder) == ("paid", True)


def test_who_says_how_far_they_are_is_alive(frozen_clock: FrozenClock) -> None:
    row = take_key(**ASKED)
    frozen_clock.move(LEASE - timedelta(seconds=1))
    reach_point(row=row, point="paid")
    frozen_clock.move(timedelta(seconds=2))

    with pytest.raises(KeyInFlight):
        take_key(**ASKED)


def test_who_was_only_slow_leaves_it_to_who_took_over(frozen_clock: FrozenClock) -> None:
    slow = take_key(**ASKED)
    frozen_clock.move(LEASE)
    quick = take_key(**ASKED)

    with pytest.raises(KeyInFlight):
        reach_point(row=slow, point="paid")
    keep_answer(row=slow, status=500, body={})
    release_key(row=slow)
    keep_answer(row=quick, status=200, body={"mine": True})

    assert take_key(**ASKED).body == {"mine": True}


def test_who_gives_up_lets_the_next_one_begin_at_once() -> None:
    release_key(row=take_key(**ASKED))

    assert not take_key(**ASKED).is_answered


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_takes_it() -> None:
    other = Rival(lambda: take_key(**ASKED))

    with transaction.atomic():
        IdempotencyKey.objects.create(**ASKED, holder="me", held_until="2999-01-01T00:00Z")
        other.begin()

    assert other.end() == "key-in-flight"
    assert IdempotencyKey.objects.get().holder == "me"


@pytest.mark.django_db(transaction=True)
def test_a_key_is_taken_outside_transactions() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        take_key(**ASKED)


def test_taking_costs_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2 + 2):  # a savepoint's two, which are none outside of tests
        take_key(**ASKED)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"key": ""}, "idempotency_key_complete"),
        ({"status": 200}, "idempotency_answer_complete"),
        ({"status": 200, "body": {}, "held_until": "2026-01-01T00:00Z"}, "idempotency_answer_complete"),
    ],
)
def test_a_row_makes_sense(fields: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IdempotencyKey.objects.create(**(ASKED | {"holder": "me"} | fields))


def test_answers_are_forgotten_after_a_day(frozen_clock: FrozenClock) -> None:
    keep_answer(row=take_key(**ASKED), status=200, body={})
    frozen_clock.move(timedelta(hours=23))
    keep_answer(row=take_key(**(ASKED | {"key": "k-2"})), status=200, body={})
    frozen_clock.move(timedelta(hours=1))

    assert reap_keys() == 1
    assert IdempotencyKey.objects.get().key == "k-2"


def test_what_somebody_works_on_is_not_forgotten(frozen_clock: FrozenClock) -> None:
    row = take_key(**ASKED)
    frozen_clock.move(timedelta(days=2))
    reach_point(row=row, point="paid")

    assert reap_keys() == 0


def test_a_command_forgets_them(frozen_clock: FrozenClock) -> None:
    release_key(row=take_key(**ASKED))
    frozen_clock.move(timedelta(days=1))
    out = StringIO()

    call_command("reap_idempotency_keys", stdout=out)

    assert out.getvalue() == "1 keys forgotten.\n"
