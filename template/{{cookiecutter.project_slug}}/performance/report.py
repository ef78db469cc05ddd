"""What a load came to: how many, how long they waited, and whether that is within what the shop promises."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil

from performance.driver import Crowd, Sample
from performance.model import PAGES


@dataclass(frozen=True)
class Row:
    """One kind of page. Times are milliseconds from the wish to the whole page."""

    page: str
    requests: int
    failed: int
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Report:
    """All of it.

    Attributes:
        offered, served: visits a second that should begin, and that did.
        late: the longest time by which this machine itself asked too late, in milliseconds. Where it is long,
            the machine that asks is what was measured.
    """

    seconds: float
    planned: int
    turned_away: int
    offered: float
    served: float
    pages: float
    orders: int
    late: float
    troubles: Mapping[str, int]
    rows: Sequence[Row]

    def as_json(self) -> dict[str, object]:
        """The same, for programs."""
        return asdict(self)


def report_of(crowd: Crowd) -> Report:
    """Add up what was taken down."""
    served = crowd.planned - crowd.turned_away
    all_of_them = row("all", crowd.samples)
    by_page = {page: [one for one in crowd.samples if one.page == page] for page in PAGES}
    rows = [row(page, samples) for page, samples in by_page.items() if samples]
    return Report(
        seconds=crowd.seconds,
        planned=crowd.planned,
        turned_away=crowd.turned_away,
        offered=round(crowd.planned / crowd.seconds, 2),
        served=round(served / crowd.seconds, 2),
        pages=round(len(crowd.samples) / crowd.took, 1) if crowd.took else 0.0,
        orders=sum(one.page == "pay" and not one.trouble for one in crowd.samples),
        late=max((round((one.asked - one.wanted) * 1000, 1) for one in crowd.samples), default=0.0),
        troubles=dict(Counter(one.trouble for one in crowd.samples if one.trouble).most_common()),
        rows=[*rows, all_of_them],
    )


def row(page: str, samples: Sequence[Sample]) -> Row:
    """The line of one kind of page. Who got no page waited as well, and counts."""
    waited = sorted(one.waited * 1000 for one in samples)
    times = [round(within(waited, share), 1) for share in (0.5, 0.95, 0.99)]
    return Row(page, len(samples), sum(bool(one.trouble) for one in samples), *times)


def within(waited: Sequence[float], share: float) -> float:
    """The time within which this share of them had their page."""
    return waited[ceil(share * len(waited)) - 1] if waited else 0.0


def table(report: Report) -> str:
    """The report for people."""
    head = f"{'page':<10}{'requests':>9}{'failed':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}"
    lines = [
        f"{one.page:<10}{one.requests:>9}{one.failed:>8}{one.p50:>9.1f}{one.p95:>9.1f}{one.p99:>9.1f}"
        for one in report.rows
    ]
    ends = [
        f"Visits a second: {report.offered} offered, {report.served} served; pages: {report.pages}.",
        f"Orders: {report.orders}. This machine asked too late by at most {report.late} ms.",
    ]
    if report.troubles:
        why = ", ".join(f"{reason} ({times})" for reason, times in report.troubles.items())
        ends.append(f"Failed: {why}.")
    if report.turned_away:
        ends.append(f"{report.turned_away} visits did not begin: too many people were in the shop (--most).")
    return "\n".join([head, *lines, "", *ends])


def over(report: Report, promised: Mapping[str, Mapping[str, float]]) -> Iterable[str]:
    """What breaks a promise, each as a sentence.

    Args:
        promised: by page, or `all`: milliseconds of `p50`, `p95`, `p99`, and the share that may be `failed`.
    """
    rows = {one.page: one for one in report.rows}
    for page, limits in promised.items():
        if (found := rows.get(page)) is None or not found.requests:
            continue
        for name, limit in limits.items():
            there = found.failed / found.requests if name == "failed" else getattr(found, name)
            if there > limit:
                yield f"{page}: {name} is {there:g}, and {limit:g} was promised."
