"""Web processes that end and are replaced while shoppers ask, in the orders in which a cluster does it."""

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeAlias

from django.db import connection, transaction

from local.processes import HOST, free_port
from tests.deploy.release import FROM_OUTSIDE, Process, ask, entry, until
from tests.endings.shoppers import Told, shoppers
from tests.endings.switch import Switch, switch
from tests.workers.crew import kill_all_of
from tests.workers.desk import PATIENCE

TWO = 2  # serve at a time
LATE = 20  # requests that still come after a process was told to end
KNOWN = {**FROM_OUTSIDE, "Cookie": "sessionid=nobody-we-know", "Connection": "close"}


@dataclass
class Web:
    """A web process, and where it listens."""

    process: Process
    port: int


Order: TypeAlias = Callable[[Web, Switch], None]


@dataclass
class Cluster:
    """What starts web processes, and ends them."""

    release: Path
    variables: Mapping[str, str]
    switch: Switch
    running: ExitStack
    serving: list[Web] = field(default_factory=list)

    def start(self) -> None:
        """Start one more, and tell the switch when it is ready."""
        port = free_port()
        words = (f"--bind={HOST}:{port}",)
        process = self.running.enter_context(entry(self.release, "web", *words, variables=self.variables))
        until(lambda: ready(port), process)
        assert process.stdout
        # Whoever does not read what it says stops it some day, when the pipe is full.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        self.switch.hears_of(port)
        self.serving.append(Web(process, port))


def ready(port: int) -> bool:
    """What a readiness probe finds."""
    try:
        return ask(port, "/health/ready", {"Host": "10.1.2.3:8000"})[0].status == 200
    except OSError:
        return False


@contextmanager
def cluster(release: Path, variables: Mapping[str, str]) -> Iterator[Cluster]:
    """Have a switch, and nobody behind it, inside a `with` block."""
    with switch() as between, ExitStack() as running:
        yield Cluster(release, variables, between, running)


def asleep_first(web: Web, between: Switch) -> None:
    """As the manifests say: it sleeps and serves, the switch hears late, and then it is told."""
    between.until_sent(web.port, LATE, PATIENCE)
    between.forgets(web.port)
    told(web, between)


def forgotten_first(web: Web, between: Switch) -> None:
    """The switch hears at once, for once."""
    between.forgets(web.port)
    told(web, between)


def told_first(web: Web, between: Switch) -> None:
    """Without the sleep: it obeys at once, and the switch hears late."""
    web.process.send_signal(signal.SIGTERM)
    web.process.wait(PATIENCE)
    between.until_sent(web.port, LATE, PATIENCE)
    between.forgets(web.port)


def killed(web: Web, between: Switch) -> None:
    """Without patience: the switch has heard, and a request is under way."""
    between.forgets(web.port)
    with a_slow_request(web, between) as answered:
        kill_all_of(web.process)
    assert answered() == "nothing"
    between.until_under_way(web.port, 0, PATIENCE)


def told(web: Web, between: Switch) -> None:
    """Tell it to end while a request is under way; that one is answered."""
    between.until_under_way(web.port, 0, PATIENCE)  # the rest of the sleep
    with a_slow_request(web, between) as answered:
        web.process.send_signal(signal.SIGTERM)
    assert answered() == "302"
    assert web.process.wait(PATIENCE) == 0


@contextmanager
def a_slow_request(web: Web, between: Switch) -> Iterator[Callable[[], str]]:
    """Have a request wait for a lock inside a `with` block; afterwards, ask what was answered."""
    line = HTTPConnection(HOST, web.port, timeout=PATIENCE)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        line.request("GET", "/admin/", headers=KNOWN)
        until(waiting, web.process)
        yield lambda: answer(line)


def waiting() -> int:
    """How many processes wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])


def answer(line: HTTPConnection) -> str:
    """What came back."""
    try:
        return str(line.getresponse().status)
    except OSError:
        return "nothing"
    finally:
        line.close()


def replaced(place: Cluster, order: Order, times: int = 1, count: int = 4) -> Told:
    """Replace one process after another while so many shoppers ask; gives what they were told.

    A new one is there before an old one goes, as `maxUnavailable: 0` says.
    """
    while len(place.serving) < TWO:
        place.start()
    with shoppers(place.switch.port, count) as found:
        for _ in range(times):
            place.start()
            order(place.serving.pop(0), place.switch)
    return found
