"""The queues' settings: what no worker may be without."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.celery import app
from config.production import refuse_unsafe
from config.settings.tasks import beside
from tests.config.test_environment import load
from tests.config.test_production import SAFE


def test_queues_lie_beside_the_cache_and_never_in_it() -> None:
    assert beside("redis://cache.internal:6379/0") == "redis://cache.internal:6379/1"
    assert beside("rediss://:word@cache.internal:6379/3?ssl_cert_reqs=required") == (
        "rediss://:word@cache.internal:6379/4?ssl_cert_reqs=required"
    )
    assert beside("redis://cache.internal:6379") == "redis://cache.internal:6379/1"


def test_production_refuses_queues_that_clearing_the_cache_would_empty() -> None:
    cache = "redis://:a-long-password@cache.internal:6379/0"

    with pytest.raises(ImproperlyConfigured, match="BROKER_URL: the cache's own database") as caught:
        refuse_unsafe(load(**SAFE, redis_url=cache, broker_url=cache))

    assert "a-long-password" not in str(caught.value)
    refuse_unsafe(load(**SAFE, redis_url=cache, broker_url=beside(cache)))


def test_what_is_no_address_of_redis_is_explained() -> None:
    with pytest.raises(ImproperlyConfigured, match="BROKER_URL: Input should begin with redis://"):
        load(**SAFE, broker_url="amqp://queues.internal")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("worker_prefetch_multiplier", 1),
        ("task_serializer", "json"),
        ("accept_content", ["json"]),
        ("task_always_eager", False),
        ("result_backend", None),
    ],
)
def test_the_application_has_read_the_settings(setting: str, value: Any) -> None:
    assert app.conf[setting] == value


def test_no_message_is_given_away_while_it_is_worked_on() -> None:
    app.loader.import_default_modules()
    longest = max([app.conf.task_time_limit, *(task.time_limit or 0 for task in app.tasks.values())])

    visible_again = app.conf.broker_transport_options["visibility_timeout"]
    assert longest * app.conf.worker_prefetch_multiplier < visible_again
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit
