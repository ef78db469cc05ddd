"""What the tests of workers may ask for."""

from collections.abc import Iterator

import pytest
from celery import Celery
from kombu import pools

from config.celery import app
from local.valkey import Valkey
from tests.workers.desk import Desk, open_desk

QUEUES = ("default", "mail", "slow")
UNDER_WORK = ("unacked", "unacked_index", "unacked_mutex")
_shared: list[Valkey] = []


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A server for queues alone; that of development may have workers. This process sends to it.

    Tests in other folders import this fixture, and pytest takes that for another one. They share the server:
    a process that has sent once keeps its line to the first.
    """
    if _shared:
        yield _shared[0]
        return
    server, before = Valkey(tmp_path_factory.mktemp("queues")), app.conf["broker_url"]
    app.conf["broker_url"] = server.start()
    _shared.append(server)
    yield server
    _shared.clear()
    pools.reset()
    app.conf["broker_url"] = before
    server.stop()


@pytest.fixture
def broker(valkey: Valkey) -> str:
    """The address of empty queues."""
    with valkey.client() as client:
        client.delete(*QUEUES, *UNDER_WORK)
    return valkey.start()


@pytest.fixture
def sender(broker: str) -> Celery:
    """The store's application, which sends to these queues."""
    return app


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Where work in other processes comes by."""
    with open_desk() as desk:
        yield desk
