"""A product that was published less than seven days ago says so."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.core import clock, slots
from tests.builders import a_published_product
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db

NOTE = "New this week"


def page_after(client: Client, age: timedelta) -> str:
    """The page of a product that was published so long ago."""
    product = a_published_product(published_at=clock.now() - age)
    return client.get(f"/p/{product.slug}/").content.decode()


def test_a_product_of_this_week_says_that_it_is_new(client: Client, frozen_clock: FrozenClock) -> None:
    assert page_after(client, timedelta(days=7, seconds=-1)).count(NOTE) == 1


def test_an_older_product_says_nothing(client: Client, frozen_clock: FrozenClock) -> None:
    assert NOTE not in page_after(client, timedelta(days=7))


def test_the_note_comes_through_a_slot(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert NOTE in page_after(client, timedelta(days=1))

    monkeypatch.setattr(slots, "_slots", defaultdict(list))

    assert NOTE not in page_after(client, timedelta(days=1))


def test_the_note_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with CaptureQueriesContext(connection) as of_an_old_one:
        page_after(client, timedelta(days=70))
    with django_assert_num_queries(len(of_an_old_one)):
        page_after(client, timedelta(days=1))
