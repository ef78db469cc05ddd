"""What the tests of the replica may ask for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from shop.replica import middleware, standing
from tests.replica.pair import Pair


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Pair]:
    """Two servers with all tables."""
    with django_db_blocker.unblock():
        pair = Pair(tmp_path_factory.mktemp("pair"))
    yield pair
    pair.stop()


@pytest.fixture
def pair(
    servers: Pair, settings: Any, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[Pair]:
    """The same, empty, at one, and read from as in a shop that has a replica.

    Tests are not marked as those of the database: pytest would let them have only what the settings name.
    """
    settings.DATABASE_ROUTERS = ["shop.replica.router.Router"]
    settings.MIDDLEWARE = ["shop.replica.middleware.ReadYourWrites", *settings.MIDDLEWARE]
    fresh = standing.Standing()
    monkeypatch.setattr(standing, "standing", fresh)
    monkeypatch.setattr(middleware, "standing", fresh)
    with django_db_blocker.unblock():
        servers.second.start()
        servers.second.go_on()
        servers.here(lambda: call_command("flush", interactive=False, verbosity=0))
        servers.here(servers.caught_up)
        yield servers
        servers.second.start()
        servers.second.go_on()
