"""What is done is counted, by names of which there are few."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from prometheus_client import REGISTRY

from shop.core.observing import Doing, doing, ends
from shop.inventory.errors import OutOfStock
from shop.inventory.services.closing import release_lapsed
from shop.inventory.services.reserving import reserve_stock
from shop.inventory.tasks import release_what_lapsed
from shop.metrics.cache import CountedCache
from shop.metrics.counting import measured
from shop.outbox.services.delivering import deliver
from tests.builders import a_stock_item
from tests.conftest import FrozenClock
from tests.metrics.conftest import Since
from tests.orders.builders import a_full_cart, a_reservation
from tests.outbox.builders import a_delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]

REQUESTS = "shop_request_seconds_count"


def test_a_request_is_counted_by_its_view(client: Client, since: Since) -> None:
    client.cookies["sessionid"] = "of nobody, and looked up in the database"
    client.get("/admin/login/")
    client.post("/health/version")

    assert since(REQUESTS, "method=GET", "status=2xx", "view=admin:login") == 1
    assert since(REQUESTS, "method=POST", "status=4xx", "view=health-version") == 1
    assert since("shop_statement_seconds_count", "during=request") == 1


def test_whatever_a_client_invents_there_are_as_many_labels_as_views(client: Client) -> None:
    client.get("/nowhere/ord_0123456789abcdefghjk/")
    client.generic("BREW", "/health/version")
    client.get("/order/ord_0123456789abcdefghjk/")

    labels = [sample.labels for family in REGISTRY.collect() for sample in family.samples]
    views = {each["view"] for each in labels if "view" in each}
    assert views - {*view_names(), "nobody"} == set()
    assert {each["method"] for each in labels if "method" in each} <= {
        *("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER")
    }
    identifier = re.compile(r"[a-z]{3}_[0-9a-z]{20}|/|@|\d{4}")
    own = [each for each in labels if "le" not in each and "version" not in each]
    assert [value for each in own for value in each.values() if identifier.search(value)] == []


def view_names(under: Any = None, namespace: str = "") -> Iterator[str]:
    """The name of every view, as `urls.py` has it."""
    for one in (under or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from view_names(one, inner)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name}" if one.name else str(one.pattern)


def test_a_request_that_ended_before_its_view_is_a_failure(since: Since) -> None:
    measured(Doing("request", "", outcome="failed"), 0.1)

    assert since(REQUESTS, "method=OTHER", "status=5xx", "view=nobody") == 1


def test_work_is_counted_by_how_it_ended(since: Since) -> None:
    unknown = a_delivery("errand.unknown")

    with doing("task", "errand.unknown"):
        deliver(delivery=unknown.pk)
    with doing("task", "errand.unknown"):
        ends("dead")

    assert since("shop_task_seconds_count", "outcome=failed", "task=errand.unknown") == 1
    assert since("shop_task_seconds_count", "outcome=dead", "task=errand.unknown") == 1


def test_who_is_asked_outside_is_counted_and_not_what_for(since: Since) -> None:
    with doing("outside", "stripe"):
        pass

    assert since("shop_outside_seconds_count", "outcome=done", "system=stripe") == 1


def test_what_falls_short_is_counted(since: Since) -> None:
    item = a_stock_item(on_hand=1)

    with pytest.raises(OutOfStock):
        reserve_stock(owner="somebody", wanted={item.variant_id: 2}, until=item.variant.product.created_at)

    assert since("shop_stock_refusals_total") == 1


def test_what_lapses_is_counted(since: Since, frozen_clock: FrozenClock) -> None:
    a_reservation(a_full_cart())
    frozen_clock.move(timedelta(hours=1))

    release_what_lapsed()

    assert since("shop_reservations_lapsed_total") == 1
    assert release_lapsed() == 0


def test_the_cache_counts_what_it_found(since: Since, settings: Any) -> None:
    counted = CountedCache(settings.CACHES["default"]["LOCATION"], {"KEY_PREFIX": "counted"})
    counted.set("there", None, 10)

    assert counted.get("there", "default") is None
    assert counted.get("away", "default") == "default"
    assert counted.get_many(["there", "away"]) == {"there": None}

    assert since("shop_cache_reads_total", "found=hit") == 2
    assert since("shop_cache_reads_total", "found=miss") == 2
    assert cache.get("there") is None


def test_statements_are_measured_and_not_read(since: Since) -> None:
    with doing("task", "errand"), connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["ada@example.com"])

    assert since("shop_statement_seconds_count", "during=task") == 1
    assert "ada" not in str(since.now())
