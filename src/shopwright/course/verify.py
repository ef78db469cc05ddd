"""Prove every step: in parallel, each thing once, and with the place when something fails."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue

from shopwright.course.bench import Bench, Done, lay_out
from shopwright.course.checks import CHECKS, Case, Check
from shopwright.course.environment import identity
from shopwright.course.manifest import Course, Step
from shopwright.course.names import advice
from shopwright.course.servers import Servers
from shopwright.course.template import Template
from shopwright.course.tree import Tree
from shopwright.errors import Problem

EXCERPT = 25


@dataclass(frozen=True)
class Result:
    """What came of one check at one step.

    Attributes:
        reused: another step, or an earlier run, had proved the same with the same input.
        place: `file:line` of the first thing that is wrong, as far as the output tells.
        excerpt: the part of the output that says what is wrong.
    """

    step: str
    check: str
    ok: bool
    seconds: float
    reused: bool = False
    place: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class Verdict:
    """All results of a run."""

    steps: int
    results: tuple[Result, ...]
    seconds: float

    @property
    def failures(self) -> tuple[Result, ...]:
        """What failed, in the order of the course."""
        return tuple(result for result in self.results if not result.ok)

    def as_json(self) -> str:
        """Return everything for a program that listens."""
        results = [asdict(result) for result in self.results]
        return json.dumps(
            {"steps": self.steps, "seconds": round(self.seconds, 1), "results": results}, indent=1
        )


class Proofs:
    """What is proved, by check and by a digest of everything that the check depends on.

    Within a run, the second who wants a proof waits for the first. Between runs, what succeeded is kept in a
    file, unless `file` is None.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._known: dict[str, Future[Done]] = {}
        self._kept: set[str] = set(json.loads(file.read_text("utf-8"))) if file and file.exists() else set()

    def prove(self, key: str, find_out: Callable[[], Done]) -> tuple[Done, bool]:
        """Return the outcome for a key, and whether it was known already."""
        with self._lock:
            if key in self._kept:
                return Done(0, "", 0.0), True
            known = self._known.get(key)
            mine: Future[Done] = Future()
            if known is None:
                self._known[key] = mine
        if known is not None:
            return known.result(), True
        try:
            mine.set_result(find_out())
        except BaseException as error:
            mine.set_exception(error)
            raise
        return mine.result(), False

    def keep(self) -> None:
        """Write down what succeeded."""
        if self._file:
            proved = {key for key, future in self._known.items() if future.done() and _succeeded(future)}
            self._file.write_text(json.dumps(sorted(self._kept | proved)), "utf-8")


def _succeeded(future: Future[Done]) -> bool:
    return future.exception() is None and future.result().ok


@dataclass
class Run:
    """One run of `verify`.

    Args:
        environment: the Python environment of all steps.
        folder: where steps are laid out.
        listener: is told the name of a step when it begins (with None) and when a check has its result.
        ended: is told the name of a step at its end, and how long it took.
        typed: check types at every step, and not only at the end of each part.
        whole: run the whole suite at every step, and not only at the end of the course.
    """

    course: Course
    template: Template
    environment: Path
    folder: Path
    servers: Servers
    proofs: Proofs
    listener: Callable[[str, Result | None], None] = lambda step, result: None
    ended: Callable[[str, float], None] = lambda step, seconds: None
    checks: Sequence[Check] = CHECKS
    typed: bool = False
    whole: bool = False
    _free: SimpleQueue[int] = field(default_factory=SimpleQueue)

    def verify(self, steps: Sequence[Step], jobs: int) -> Verdict:
        """Try every check on every step; nothing stops at the first failure."""
        begin = time.monotonic()
        self.folder.mkdir(parents=True, exist_ok=True)
        for worker in range(jobs):
            self._free.put(worker)
        trees = self.template.trees(self.course)
        with ThreadPoolExecutor(jobs) as pool:
            # The end of the course takes longest, so it begins first.
            last_first = (*steps[-1:], *steps[:-1])
            begun = {step.name: pool.submit(self._step, step, trees) for step in last_first}
            futures = [begun[step.name] for step in steps]
            try:
                results = [result for future in futures for result in future.result()]
            finally:
                pool.shutdown(cancel_futures=True)
                self.proofs.keep()
        return Verdict(len(steps), tuple(results), time.monotonic() - begin)

    def _step(self, step: Step, trees: Sequence[Tree]) -> list[Result]:
        worker, begin = self._free.get(), time.monotonic()
        try:
            self.listener(step.name, None)
            case = self._case(step, trees, worker)
            return list(self._results(case))
        finally:
            self._free.put(worker)
            self.ended(step.name, time.monotonic() - begin)

    def _case(self, step: Step, trees: Sequence[Tree], worker: int) -> Case:
        before = self.course.before(step)
        return Case(
            step=step,
            tree=trees[step.number],
            before=trees[step.number - 1],
            last=trees[-1],
            bench=self._bench(step, trees),
            bench_before=self._bench(before, trees) if before else None,
            servers=self.servers,
            scratch=self.folder,
            worker=worker,
            typed=self.typed or step in self.course.ends_of_parts,
            whole=self.whole or step == self.course.steps[-1],
            apart=self.course.apart,
        )

    def _bench(self, step: Step, trees: Sequence[Tree]) -> Bench:
        folder = (self.folder / f"{step.number:02d}-{step.name}").resolve()
        lay_out(trees[step.number], folder, self.environment)
        return Bench(folder)

    def _results(self, case: Case) -> Iterator[Result]:
        for check in self.checks:
            if not check.wanted(case):
                continue
            key = f"{check.name} {check.inputs(case)} {identity(self.environment)}"
            done, reused = self.proofs.prove(key, lambda check=check: check.run(case))  # type: ignore[misc]
            result = _result(case, check.name, done, reused=reused)
            self.listener(case.step.name, result)
            yield result


def _result(case: Case, check: str, done: Done, *, reused: bool) -> Result:
    if done.ok:
        return Result(case.step.name, check, ok=True, seconds=0 if reused else done.seconds, reused=reused)
    output = done.output.replace(f"{case.bench.folder}/", "")
    lines = output.strip("\n").splitlines()
    # Tests and tracebacks end with what matters, linters begin with it.
    shown = "\n".join(lines[:EXCERPT] if check in ("format", "lint", "types") else lines[-EXCERPT:])
    return Result(case.step.name, check, False, done.seconds, reused, place(output, case.tree), shown)


PLACES = (
    re.compile(r"^ *--> (?P<path>[^:\s]+):(?P<line>\d+)", re.MULTILINE),
    re.compile(r"^(?P<path>[\w./{}-]+):(?P<line>\d+)(?::\d+)?:", re.MULTILINE),
    re.compile(r"^(?:Would reformat:|FAILED|ERROR) (?P<path>[^:\s]+)", re.MULTILINE),
    re.compile(r'File "(?P<path>[^"]+)", line (?P<line>\d+)'),
    re.compile(r"^\s+(?P<path>[\w./-]+\.py)$", re.MULTILINE),
)
FRAMES = PLACES[3]
MISSING = re.compile(r"^ +(?P<path>\S+/migrations/\S+\.py)$", re.MULTILINE)


def place(output: str, tree: Mapping[str, object]) -> str:
    """Return `file:line` of the last frame or the first finding in a tool's output that lies in the tree."""
    for pattern in PLACES:
        found = [match for match in pattern.finditer(output) if match["path"] in tree]
        if found:
            match = found[-1] if pattern is FRAMES else found[0]
            return f"{match['path']}:{match['line'] if 'line' in match.groupdict() else 1}"
    missing = MISSING.search(output)
    return f"{missing['path']}:1" if missing else ""


def chosen(course: Course, only: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps with the given names; the name of a chapter means all of its steps."""
    if not only:
        return course.steps
    found: set[Step] = set()
    for name in only:
        chapters = [chapter for chapter in course.chapters if name in (chapter.slug, chapter.label)]
        if not chapters and name not in course.names:
            names = [*course.names, *(chapter.slug for chapter in course.chapters)]
            raise Problem(
                f"Neither a step nor a chapter is called `{name}`.",
                found=f"--only {name}",
                do=advice(name, names, otherwise="look at `shopwright course list`."),
            )
        found.update(chapters[0].steps if chapters else [course.step(name)])
    return tuple(step for step in course.steps if step in found)
