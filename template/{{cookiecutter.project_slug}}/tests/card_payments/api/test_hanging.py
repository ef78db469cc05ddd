"""A real web process whose payment provider takes connections and says nothing."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest

from local.processes import HOST, free_port
from shop.orders.models import Order
from shop.payments.gateways.guarded import LIMITS
from tests.card_payments.api.buying import buys, looks
from tests.deploy.release import Process, until
from tests.endings.replacing import ready
from tests.orders.builders import a_full_cart
from tests.sandboxes import RunningSandbox, running_sandbox
from tests.workers.crew import started, until_says

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4
PAGE = "/api/v1/categories/"
NEVER = 1_000_000
FEW = 3  # buyers, of two attempts each: enough to open it
UNKNOWN = (409, "payment-unknown")


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A provider that has heard nothing yet."""
    with running_sandbox() as one:
        yield one


@pytest.fixture
def port() -> int:
    """Where the server listens."""
    return free_port()


@pytest.fixture
def failures() -> int:
    """How many it takes."""
    return LIMITS.failures


@pytest.fixture
def web(sandbox: RunningSandbox, port: int, failures: int) -> Iterator[Process]:
    """One process with four threads, in which cards are taken."""
    own = {
        "ALLOWED_HOSTS": HOST,
        "STRIPE_API_BASE": sandbox.url,
        "STRIPE_PUBLISHABLE_KEY": "pk_test_shop",
        "STRIPE_SECRET_KEY": "sk_test_shop",
        "TEST_FAILURES": str(failures),
        "WEB_CONCURRENCY": "1",
    }
    words = ["--config=deploy/gunicorn.py", f"--bind={HOST}:{port}", f"--threads={THREADS}", "--keep-alive=0"]
    with started("gunicorn", *words, "tests.card_payments.api.served", variables=own) as process:
        until_says(process, "Listening at")
        until(lambda: ready(port), process)
        yield process


def pays(port: int, token: str) -> tuple[int, str]:
    """Somebody pays for their cart by card; gives the status and, where it is refused, why."""
    status, said = buys(port, token, "card", method="pm_card_visa", back=f"http://{HOST}:{port}/")
    return status, said.get("type", "").rpartition("#")[2]


def tokens(count: int) -> list[str]:
    """So many people's carts."""
    return [a_full_cart(MUG=1).token for _ in range(count)]


def breaks(sandbox: RunningSandbox, port: int) -> int:
    """Have a few buyers meet a provider that breaks every line. From then on it says nothing at all.

    Returns:
        How often it was asked.
    """
    sandbox.ask("/sandbox/faults", {"fault": "drop-before", "times": str(NEVER)})
    told = [pays(port, token) for token in tokens(FEW)]
    sandbox.ask("/sandbox/faults", {"times": "0"})
    sandbox.ask("/sandbox/faults", {"fault": "hold", "times": str(NEVER)})
    assert told == [UNKNOWN] * FEW
    return len(sandbox.asked())


def test_buyers_are_answered_and_pages_go_on_while_it_hangs(
    web: Process, sandbox: RunningSandbox, port: int
) -> None:
    assert breaks(sandbox, port) == LIMITS.failures

    with ThreadPoolExecutor(2 * THREADS) as people:
        told = list(people.map(lambda token: pays(port, token), tokens(2 * THREADS)))

    assert told == [UNKNOWN] * 2 * THREADS
    assert looks(port, PAGE) == 200
    assert len(sandbox.asked()) == LIMITS.failures  # of all these, nobody has waited for it


@pytest.mark.parametrize("failures", [NEVER])
def test_without_it_four_buyers_take_all_threads(web: Process, sandbox: RunningSandbox, port: int) -> None:
    assert breaks(sandbox, port) == 2 * FEW

    with ThreadPoolExecutor(THREADS + 1) as people:
        buyers = [people.submit(pays, port, token) for token in tokens(THREADS)]
        until(lambda: len(sandbox.ask("/sandbox/faults/held")) == THREADS, web)
        page = people.submit(looks, port, PAGE)
        everybody: list[Future[Any]] = [page, *buyers]
        done, _ = wait(everybody, timeout=1)
        assert done == set()

        sandbox.ask("/sandbox/faults", {"times": "0"})
        sandbox.ask("/sandbox/faults/release", {})
        assert page.result() == 200
        assert [one.result() for one in buyers] == [(200, "")] * THREADS
    assert Order.objects.count() == THREADS
