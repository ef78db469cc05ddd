"""Let shoppers come at their moments, and take down what each of them waited for.

What somebody waited counts from the moment at which they wanted the page. A program that counts from the
moment at which it came to ask forgets all the time in which a slow shop, or it itself, kept them from asking.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from performance.model import Model, arrivals
from performance.shopper import Answer, Shopper

Makes = Callable[[Random, bool], Shopper]


@dataclass(frozen=True)
class Sample:
    """One page that somebody wanted. Moments are seconds since the beginning.

    Attributes:
        wanted: when they wanted it; what they waited counts from here.
        asked: when the request was sent.
        trouble: why they did not get it; nothing where they did.
    """

    page: str
    wanted: float
    asked: float
    ended: float
    size: int
    trouble: str = ""

    @property
    def waited(self) -> float:
        """Seconds from the wish to the whole page."""
        return self.ended - self.wanted


@dataclass
class Crowd:
    """What became of all of them.

    Attributes:
        planned: the visits that should begin.
        turned_away: visits for which this machine had no room. They are told, and not put off in silence.
    """

    seconds: float
    planned: int = 0
    turned_away: int = 0
    samples: list[Sample] = field(default_factory=list)
    took: float = 0.0

    def __post_init__(self) -> None:
        self.writing = threading.Lock()

    def take_down(self, sample: Sample) -> None:
        """Keep a sample."""
        with self.writing:
            self.samples.append(sample)


@dataclass(frozen=True)
class Load:
    """How much, and for how long.

    Attributes:
        rate: visits that begin in a second, on average.
        hurry: by how much pauses are shorter than the model says. The pages stay the same ones, and so does
            their number; what shrinks is how many people are in the shop at once.
        most: so many are in the shop at once, and not one more.
    """

    rate: float
    seconds: float
    seed: int
    hurry: float = 1.0
    most: int = 300


def drive(model: Model, load: Load, shopper: Makes) -> Crowd:
    """Let them come. Ends when the last visit has ended."""
    random = Random(load.seed)
    moments = arrivals(load.rate, load.seconds, random)
    # Each visit has a lot of its own, drawn here: which thread runs when changes nothing of who does what.
    lots = [random.getrandbits(64) for _ in moments]
    crowd, inside = Crowd(load.seconds, len(moments)), threading.BoundedSemaphore(load.most)
    begun, threads = time.perf_counter(), []
    for moment, lot in zip(moments, lots, strict=True):
        wait(begun + moment)
        if not inside.acquire(blocking=False):
            crowd.turned_away += 1
            continue
        visit = Visit(model, load, shopper, crowd, begun)
        thread = threading.Thread(target=visit.run, args=(moment, Random(lot), inside.release), daemon=True)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    crowd.took = time.perf_counter() - begun
    return crowd


@dataclass(frozen=True)
class Visit:
    """One visit."""

    model: Model
    load: Load
    shopper: Makes
    crowd: Crowd
    begun: float

    def run(self, wanted: float, random: Random, done: Callable[[], object]) -> None:
        """Ask for one page after the other, from a moment on; ends early where a page did not come."""
        try:
            somebody = self.shopper(random, random.random() < self.model.twice)
            for page in self.model.visit(random):
                wait(self.begun + wanted)
                sample, trouble = self.ask(somebody, page, wanted)
                self.crowd.take_down(sample)
                if trouble:
                    break
                wanted = sample.ended + self.model.pause(random) / self.load.hurry
            somebody.line.close()
        finally:
            done()

    def ask(self, somebody: Shopper, page: str, wanted: float) -> tuple[Sample, str]:
        """Ask once."""
        asked = time.perf_counter() - self.begun
        answer: Answer = somebody.ask(page)
        ended = time.perf_counter() - self.begun
        size = len(answer.text.encode())
        trouble = "" if answer.trouble == "sold out" else answer.trouble  # an answer, and nobody's fault
        return Sample(page, wanted, asked, ended, size, trouble), answer.trouble


def wait(until: float) -> None:
    """Sleep until a moment, if it is not over."""
    if (left := until - time.perf_counter()) > 0:
        time.sleep(left)
