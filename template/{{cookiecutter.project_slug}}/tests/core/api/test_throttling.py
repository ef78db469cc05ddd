"""How often one client may ask: the limits hold for all together, and give way when Redis is away."""

import logging
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as store
from django.test import Client
from rest_framework.settings import api_settings

from config.settings.api import RATES
from shop.core.api.throttling import client_of, limiter, rate, warn_of_proxy
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db

LIST = "/api/v1/categories/"


def limits(settings: Any, **more: Any) -> None:
    """Three requests a minute, and what else a test wants."""
    rates = {"read": "3/minute", "docs": "1/minute"}
    settings.REST_FRAMEWORK = {
        **store.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": rates,
        "NUM_PROXIES": 0,
        **more,
    }


@pytest.fixture(autouse=True)
def _fresh_accounts(settings: Any) -> None:
    """Nobody has asked yet."""
    limits(settings)
    redis = limiter(settings.API_LIMITS_KEPT_AT).redis
    for key in redis.scan_iter("shop:throttle:*"):
        redis.delete(key)


def ask(times: int, address: str = "192.0.2.1", path: str = LIST, forwarded: str = "") -> list[int]:
    """The statuses of so many requests of one client."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return [Client(REMOTE_ADDR=address).get(path, headers=headers).status_code for _ in range(times)]


def test_who_asks_too_often_is_refused_and_told_when_to_come_back(frozen_clock: FrozenClock) -> None:
    assert ask(3) == [200, 200, 200]

    answer = Client(REMOTE_ADDR="192.0.2.1").get(LIST)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "20"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "/api/problems/#too-many-requests"
    assert answer.json()["detail"].endswith("Do: ask again in 20 seconds.")


def test_who_comes_back_then_is_answered(frozen_clock: FrozenClock) -> None:
    ask(4)

    frozen_clock.move(timedelta(seconds=20))

    assert ask(2) == [200, 429]


def test_to_be_refused_does_not_make_the_wait_longer(frozen_clock: FrozenClock) -> None:
    ask(50)

    frozen_clock.move(timedelta(seconds=20))

    assert ask(1) == [200]


def test_no_turn_of_the_minute_forgives_everything_at_once(frozen_clock: FrozenClock) -> None:
    frozen_clock.move(timedelta(seconds=59))
    assert ask(3) == [200, 200, 200]

    frozen_clock.move(timedelta(seconds=2))

    assert ask(1) == [429]


def test_a_limit_is_of_one_client_and_one_scope(frozen_clock: FrozenClock) -> None:
    ask(4)

    assert ask(1, address="192.0.2.2") == [200]
    assert ask(2, path="/api/docs/") == [200, 429]


def test_what_a_client_claims_to_be_is_not_believed(frozen_clock: FrozenClock) -> None:
    statuses = [ask(1, forwarded=f"198.51.100.{n}")[0] for n in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_a_proxy_that_nobody_declared_is_reported_once(
    frozen_clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    warn_of_proxy.cache_clear()

    ask(2, address="10.0.0.7", forwarded="198.51.100.1")

    assert caplog.messages == [
        "A proxy at 10.0.0.7 sends clients, but TRUSTED_PROXIES is 0: they are limited as one."
    ]


def test_behind_a_proxy_clients_are_told_apart(frozen_clock: FrozenClock, settings: Any) -> None:
    limits(settings, NUM_PROXIES=1)

    assert ask(4, forwarded="198.51.100.1") == [200, 200, 200, 429]
    assert ask(1, forwarded="198.51.100.2") == [200]


def test_behind_a_proxy_a_client_cannot_invent_itself(frozen_clock: FrozenClock, settings: Any) -> None:
    limits(settings, NUM_PROXIES=1)

    statuses = [ask(1, forwarded=f"10.0.0.{n}, 198.51.100.1")[0] for n in range(4)]

    assert statuses == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_one_client_is_an_address_or_the_network_that_it_owns(address: str, client: str) -> None:
    assert client_of(address) == client


def test_of_many_requests_at_once_only_as_many_pass_as_may(frozen_clock: FrozenClock, settings: Any) -> None:
    accounts = limiter(settings.API_LIMITS_KEPT_AT)

    with ThreadPoolExecutor(20) as pool:
        waits = list(pool.map(lambda _: accounts.wait("crowd", 5, 60), range(60)))

    assert waits.count(0) == 5


def test_an_account_is_forgotten_when_it_is_even(frozen_clock: FrozenClock, settings: Any) -> None:
    accounts = limiter(settings.API_LIMITS_KEPT_AT)
    accounts.wait("once", 60, 60)

    left: Any = accounts.redis.pttl("shop:throttle:once")
    assert 0 < left <= 1000


def test_without_redis_everybody_is_answered(
    frozen_clock: FrozenClock, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.API_LIMITS_KEPT_AT = "redis://127.0.0.1:1/0"

    assert ask(5) == [200] * 5
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert caplog.messages == ["Requests are not limited: Redis does not answer (ConnectionError)."]


def test_redis_is_asked_again_after_a_pause(
    frozen_clock: FrozenClock, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.API_LIMITS_KEPT_AT = "redis://127.0.0.1:2/0"
    ask(2)

    frozen_clock.move(timedelta(seconds=5))
    ask(2)

    assert len(caplog.records) == 2


@pytest.fixture
def silent_server() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_redis_that_hangs_does_not_hold_up_the_shop(
    frozen_clock: FrozenClock, settings: Any, silent_server: str
) -> None:
    settings.API_LIMITS_KEPT_AT = silent_server

    before = time.monotonic()
    assert ask(20) == [200] * 20

    assert time.monotonic() - before < 10 * limiter(silent_server).PATIENCE + 2


def test_every_scope_has_a_rate_that_can_be_read() -> None:
    rates = {scope: rate(text) for scope, text in RATES.items()}

    assert (rates["read"], rates["docs"]) == ((300, 60), (60, 60))


def test_a_scope_without_a_rate_is_not_limited(settings: Any) -> None:
    settings.REST_FRAMEWORK = {**store.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {}}

    assert api_settings.DEFAULT_THROTTLE_RATES == {}
    assert ask(10) == [200] * 10
