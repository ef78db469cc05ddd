"""Health: alive is about the process, ready is about what it needs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from redis import Redis

from shop.core import health


def test_alive_asks_nobody(client: Client) -> None:
    # Without the database mark, a query would raise: that is the point.
    answer = client.get("/health/live")

    assert answer.status_code == 200
    assert answer.json() == {"status": "alive"}


@pytest.mark.django_db
def test_ready_when_everything_answers(client: Client) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    # {% if reached("migrations.timeouts") %}
    parts = {"database": "ok", "cache": "ok", "migrations": "ok"}
    assert answer.json() == {"status": "ready", "parts": parts}
    # {% else %}
    assert answer.json() == {"status": "ready", "parts": {"database": "ok", "cache": "ok"}}
    # {% endif %}


@pytest.mark.django_db
def test_ready_without_the_cache_and_says_so(client: Client, settings: Any) -> None:
    nowhere = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    # {% if reached("migrations.timeouts") %}
    parts = {"database": "ok", "cache": "down", "migrations": "ok"}
    assert answer.json() == {"status": "ready", "parts": parts}
    # {% else %}
    assert answer.json() == {"status": "ready", "parts": {"database": "ok", "cache": "down"}}
    # {% endif %}
    assert b"127.0.0.1" not in answer.content


@pytest.mark.django_db(transaction=True)
def test_not_ready_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"
    assert answer.json()["parts"]["database"] == "down"
    assert answer.json()["parts"]["cache"] == "ok"


@pytest.mark.django_db
def test_the_cache_is_a_real_server(settings: Any) -> None:
    with Redis.from_url(settings.CACHES["default"]["LOCATION"]) as server:
        assert server.ping()
    # {% if reached("migrations.timeouts") %}
    assert set(health.CHECKS) == {"database", "migrations"}
    # {% else %}
    assert set(health.CHECKS) == {"database"}
    # {% endif %}
    assert set(health.SPARED) == {"cache"}
