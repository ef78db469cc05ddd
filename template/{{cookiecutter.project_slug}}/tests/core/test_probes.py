"""A probe that knows an address and no name gets its answer; nobody else is let in by that."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

BY_ADDRESS = {"host": "10.1.2.3:8000"}


@pytest.fixture(autouse=True)
def as_in_production(settings: Any) -> None:
    """One host, and everything encrypted."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["shop.test"], True


@pytest.mark.parametrize("question", ["/health/live", "/health/ready"])
def test_a_probe_need_not_know_the_shops_name(client: Client, question: str) -> None:
    assert client.get(question, headers=BY_ADDRESS).status_code == 200


def test_all_other_pages_are_for_the_shops_own_hosts(client: Client) -> None:
    assert client.get("/admin/login/", headers=BY_ADDRESS).status_code == 400
    assert client.get("/health/live/", headers=BY_ADDRESS).status_code == 400


def test_without_it_the_probe_would_be_refused(client: Client, settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "probes" not in name]

    assert client.get("/health/live", headers=BY_ADDRESS).status_code == 400


def test_a_probe_only_asks(client: Client) -> None:
    assert client.post("/health/live", headers=BY_ADDRESS).status_code == 405
