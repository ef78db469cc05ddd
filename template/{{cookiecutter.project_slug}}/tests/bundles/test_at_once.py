"""Two people pack sets at the same moment. Whoever comes second waits, looks, and is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection

from shop.bundles import services
from shop.bundles.errors import NestedBundle
from shop.bundles.models import BundleItem
from shop.bundles.services import compose_bundle
from shop.catalog.models import Variant
from tests.builders import a_variant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def both_look_before_either_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold each of two between looking and writing until the other has looked, if it can."""
    look, meeting = services.refuse_nesting, Barrier(2)

    def look_and_wait(*given: Any) -> None:
        look(*given)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=1)

    monkeypatch.setattr(services, "refuse_nesting", look_and_wait)


@pytest.fixture
def packing() -> list[Callable[[], Any]]:
    """Anna packs two of B into A; Ben packs two of C into B."""
    a, b, c = (a_variant(sku=sku) for sku in "ABC")
    return [
        partial(compose_bundle, bundle=a, parts={b.pk: 2}),
        partial(compose_bundle, bundle=b, parts={c.pk: 2}),
    ]


def at_once(calls: list[Callable[[], Any]]) -> list[type]:
    """Make all calls at the same time, each on a connection of its own; gives the kinds of their outcomes."""

    def outcome(call: Callable[[], Any]) -> type:
        try:
            return type(call())
        except NestedBundle as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as people:
        return list(people.map(outcome, calls))


def nested() -> bool:
    """Whether a set is within a set."""
    return BundleItem.objects.filter(component__in=BundleItem.objects.values("bundle")).exists()


@pytest.mark.usefixtures("both_look_before_either_writes")
def test_of_two_who_would_nest_sets_together_one_is_refused(packing: list[Callable[[], Any]]) -> None:
    outcomes = at_once(packing)

    assert set(outcomes) == {list, NestedBundle}
    assert not nested()


@pytest.mark.usefixtures("both_look_before_either_writes")
def test_without_the_lock_both_would_succeed(
    packing: list[Callable[[], Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "hold_in_key_order", Variant.objects.in_bulk)

    outcomes = at_once(packing)

    assert outcomes == [list, list]
    assert nested()
