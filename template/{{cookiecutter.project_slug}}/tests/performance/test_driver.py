"""Who waits is counted from the moment at which they wanted something. A real server stands still here."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

import pytest

from performance.driver import Crowd, Load, Sample, drive
from performance.model import Model, read_model
from performance.report import over, report_of, table
from performance.shopper import Shopper

STILL = 1.0  # seconds
LOAD = Load(rate=20, seconds=2, seed=1)


@pytest.fixture
def looking() -> Model:
    """People who look at one page and go."""
    model = read_model()
    return replace(model, begins={"home": 1.0}, leads={page: {} for page in model.leads})


class Server(ThreadingHTTPServer):
    """Answers one request at a time; the first one takes long."""

    turn = threading.Lock()
    asked = 0


class Answers(BaseHTTPRequestHandler):
    """What the server says."""

    server: Server

    def do_GET(self) -> None:
        with self.server.turn:
            self.server.asked += 1
            if self.server.asked == 1:
                time.sleep(STILL)
            self.send_response(200 if self.path == "/" else 404)
            self.end_headers()
            self.wfile.write(b"a page")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def still() -> Iterator[str]:
    """The address of a server that stands still for its first request, and is fast after it."""
    with Server(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_all_who_came_while_the_shop_stood_still_have_waited(looking: Model, still: str) -> None:
    crowd = drive(looking, LOAD, lambda random, twice: Shopper(still, random))

    first = min(sample.wanted for sample in crowd.samples)
    meanwhile = [sample for sample in crowd.samples if sample.wanted < first + STILL / 2]
    assert len(crowd.samples) == crowd.planned
    assert len(meanwhile) > 5
    assert all(sample.waited > STILL / 2 for sample in meanwhile)


def test_who_asks_one_after_the_other_sees_one_slow_answer_alone(still: str) -> None:
    somebody, taken = Shopper(still, Random(1)), []

    for _ in range(20):
        before = time.perf_counter()
        somebody.ask("home")
        taken.append(time.perf_counter() - before)
    somebody.line.close()

    assert sum(each >= STILL / 2 for each in taken) == 1  # the control: half of the shoppers are not seen


def test_no_room_is_told_and_not_waited_for(looking: Model, still: str) -> None:
    crowd = drive(looking, replace(LOAD, most=2), lambda random, twice: Shopper(still, random))

    report = report_of(crowd)
    assert report.turned_away > 0
    assert report.turned_away + len(crowd.samples) == crowd.planned
    assert report.served < report.offered
    assert "did not begin" in table(report)


def test_a_page_that_fails_ends_the_visit_and_counts(still: str) -> None:
    model = read_model()
    lost = replace(model, begins={"cart": 1.0}, leads={**model.leads, "cart": {"home": 1.0}})

    report = report_of(drive(lost, LOAD, lambda random, twice: Shopper(still, random)))

    assert [row.page for row in report.rows] == ["cart", "all"]
    assert report.troubles == {"status 404": report.planned}


def crowd_of(*milliseconds: float, failed: int = 0) -> Crowd:
    """People who waited so long for the first page."""
    crowd = Crowd(seconds=10, planned=len(milliseconds), took=10)
    for number, each in enumerate(milliseconds):
        crowd.take_down(Sample("home", 1, 1, 1 + each / 1000, 100, "status 500" if number < failed else ""))
    return crowd


def test_a_report_says_what_most_waited_and_what_few() -> None:
    (home, _) = report_of(crowd_of(*range(1, 101))).rows

    assert (home.requests, home.p50, home.p95, home.p99) == (100, 50, 95, 99)


def test_a_promise_that_is_broken_is_named() -> None:
    report = report_of(crowd_of(*[10.0] * 90, *[900.0] * 10, failed=2))

    found = list(over(report, {"all": {"p50": 300, "p95": 500, "failed": 0.001}, "pay": {"p95": 1}}))

    assert found == ["all: p95 is 900, and 500 was promised.", "all: failed is 0.02, and 0.001 was promised."]
