"""A real web process whose threads are taken by people who look around, and people who pay."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from local.processes import HOST, free_port
from shop.orders.models import Order
from tests.card_payments.api.buying import buys, looks
from tests.deploy.conftest import release, variables  # noqa: F401 - those are wanted here, too
from tests.deploy.release import Process, entry, until
from tests.endings.replacing import ready, waiting
from tests.orders.builders import a_full_cart
from tests.workers.conftest import broker, desk, sender, valkey  # noqa: F401
from tests.workers.crew import until_says

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4
BROWSING = 2  # with so many under way, one more list is a crowd
BUYERS = 5
LIST = "/api/v1/attributes/"  # read from a table that orders do not need, and that a test can hold
NOTHING = "/api/v1/nothing/"


@pytest.fixture
def port() -> int:
    """Where the server listens."""
    return free_port()


@pytest.fixture
def shed() -> str:
    """What the server is told."""
    return f"lists={BROWSING}, pages={BROWSING}, carts=3"


@pytest.fixture
def web(release: Path, variables: dict[str, str], port: int, shed: str) -> Iterator[Process]:  # noqa: F811
    """One process with four threads, in which bank transfers are taken."""
    own = {"SHOP_ENV": "development", "ALLOWED_HOSTS": HOST, "SHED_ABOVE": shed, "WEB_CONCURRENCY": "1"}
    words = (f"--bind={HOST}:{port}", f"--threads={THREADS}", "--keep-alive=0")
    with entry(release, "web", *words, variables={**variables, **own}) as process:
        until_says(process, "Listening at")
        until(lambda: ready(port), process)
        yield process


@contextmanager
def lookers(people: ThreadPoolExecutor, port: int, count: int, web: Process) -> Iterator[list[Future[int]]]:
    """Have so many threads of the server taken by people who look around, inside a `with` block."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE catalog_attribute IN ACCESS EXCLUSIVE MODE")
        looking = [people.submit(looks, port, LIST) for _ in range(count)]
        until(lambda: waiting() == count, web)
        yield looking


def test_orders_go_on_while_looking_around_is_refused(web: Process, port: int) -> None:
    tokens = [a_full_cart(MUG=1).token for _ in range(BUYERS)]
    with ThreadPoolExecutor(2 * BUYERS) as people:
        with lookers(people, port, BROWSING, web) as looking:
            until(lambda: looks(port, NOTHING) == 503, web)  # the first of a crowd are let in
            crowd = [people.submit(looks, port, NOTHING) for _ in range(BUYERS)]
            bought = [status for status, _ in people.map(lambda token: buys(port, token), tokens)]
        refused, served = ([one.result() for one in some] for some in (crowd, looking))

    assert bought == [200] * BUYERS
    assert refused == [503] * BUYERS
    assert served == [200] * BROWSING
    assert Order.objects.count() == BUYERS


@pytest.mark.parametrize("shed", [""])
def test_without_it_who_pays_waits_for_who_looks_around(web: Process, port: int) -> None:
    token = a_full_cart(MUG=1).token
    with ThreadPoolExecutor(THREADS + 1) as people:
        with lookers(people, port, THREADS, web) as looking:
            buyer = people.submit(buys, port, token)
            everybody: list[Future[Any]] = [buyer, *looking]
            done, _ = wait(everybody, timeout=1)
            assert done == set()

        assert buyer.result()[0] == 200
