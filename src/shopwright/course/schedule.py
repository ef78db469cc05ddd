"""Lay a workshop out in time: who talks, who works and who rests when, and whether it fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shopwright.course.manifest import Chapter, Course, Span
from shopwright.course.plans import FILE, Breaks, Chosen, Lunch, Plan, Session, flaws, load_plans
from shopwright.errors import Problem

PACES = ("quick", "usual", "slow")
NAMES = {
    "opening": "Arrive, and try the machines",
    "teach": "Explain",
    "do": "Work",
    "break": "Break",
    "lunch": "Lunch",
    "reserve": "In reserve",
    "closing": "What comes next",
}
SMALLEST = 20  # minutes: nothing shorter is cut off a block by a break
TOLERANCE = 10  # minutes that people may wait for a break, so that something ends before it

NEAR = 30  # minutes before lunch in which nobody takes another break


@dataclass(frozen=True)
class Slot:
    """Some minutes of a session.

    Attributes:
        kind: opening, teach, do, break, lunch, reserve or closing.
        begin: in minutes from midnight.
        part: which piece of a block that breaks cut, as in "2 of 3"; "" if it was not cut.
    """

    kind: str
    begin: int
    minutes: int
    chapter: Chapter | None = None
    part: str = ""

    @property
    def end(self) -> int:
        """When it is over, in minutes from midnight."""
        return self.begin + self.minutes


@dataclass(frozen=True)
class Laid:
    """A session with its slots; `over` says by how many minutes it does not fit, 0 if it does."""

    session: Session
    slots: tuple[Slot, ...]
    over: int
    relief: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Schedule:
    """A plan in time, at a pace."""

    plan: Plan
    pace: str
    sessions: tuple[Laid, ...]

    @property
    def over(self) -> int:
        """By how many minutes its sessions are too long, together."""
        return sum(laid.over for laid in self.sessions)


def schedule(plan: Plan, pace: str = "usual") -> Schedule:
    """Lay a plan out.

    Args:
        pace: `quick`, `usual` or `slow`: the shortest, the median or the longest of a chapter's times.

    Raises:
        Problem: a chapter says nothing about its times.
    """
    return Schedule(plan, pace, tuple(_lay(plan, session, pace) for session in plan.sessions))


def plan_findings(course: Course) -> Iterator[tuple[Path, int, str]]:
    """Yield ready plans that contradict themselves or are over time, as file, line and sentence."""
    yield from flaws(course)
    for plan in load_plans(course):
        if any(len(chapter.teaching) < 2 for chapter in plan.chapters):
            continue  # of the chapter it is said already that its times lack
        for laid in schedule(plan).sessions:
            if laid.over:
                message = f"the plan `{plan.slug}` is {laid.over} minutes over time: {laid.session.title}."
                yield course.root / "chapters" / FILE, plan.line, message


def minutes_of(span: Span, pace: str) -> int:
    """Return how long something takes at a pace."""
    return {"quick": span.min, "usual": span.median, "slow": span.max}[pace]


def _lay(plan: Plan, session: Session, pace: str) -> Laid:
    slots = _slots(plan, session, session.chapters, pace)
    over = max(0, slots[-1].end - session.start - session.minutes)
    relief = _relief(plan, session, pace, slots[-1].end) if over else ()
    return Laid(session, slots, over, relief)


def _slots(plan: Plan, session: Session, chapters: Sequence[Chosen], pace: str) -> tuple[Slot, ...]:
    clock = _Clock(session.start, plan.breaks, session.lunch)
    clock.work("opening", plan.opening)
    for chosen in chapters:
        for kind, minutes in _work(chosen, pace):
            clock.work(kind, minutes, chosen.chapter)
    reserve = session.start + session.minutes - clock.now - plan.closing
    if reserve > 0:
        clock.add("reserve", reserve)
    clock.add("closing", plan.closing)
    return tuple(clock.slots)


def _work(chosen: Chosen, pace: str) -> list[tuple[str, int]]:
    spans = chosen.chapter.teaching
    if len(spans) < 2:
        raise Problem(
            f"`{chosen.chapter.slug}` does not say how long it takes.",
            found=f"no [teaching] in {chosen.chapter.manifest}.",
            do="add `teach` and `do` with min, median, max and basis.",
        )
    kinds = ("teach", "do") if chosen.work == "room" else ("teach",)
    return [(kind, minutes_of(spans[kind], pace)) for kind in kinds]


def _relief(plan: Plan, session: Session, pace: str, end: int) -> tuple[tuple[str, int], ...]:
    """Return what could be left out so that it fits, each with the minutes that it gives back.

    One change is better than several; if none is enough, chapters are left out from the end.
    """
    fits = session.start + session.minutes

    def until(chapters: Sequence[Chosen]) -> int:
        slots = _slots(plan, session, chapters, pace)
        return slots[-1].end - sum(slot.minutes for slot in slots if slot.kind == "reserve")

    every = session.chapters
    found = []
    for place, chosen in enumerate(every):
        before, after, slug = every[:place], every[place + 1 :], chosen.chapter.slug
        if chosen.work == "room":
            home = replace(chosen, work="home")
            found.append((f"give the work of `{slug}` to take home", until([*before, home, *after])))
        if len(every) > 1:
            found.append((f"leave out `{slug}`", until([*before, *after])))
    enough = sorted((pair for pair in found if pair[1] <= fits), key=lambda pair: -pair[1])
    for kept in range(len(every) - 2, 0, -1):
        if not enough and until(every[:kept]) <= fits:
            names = " and ".join(f"`{chosen.chapter.slug}`" for chosen in every[kept:])
            enough = [(f"leave out {names}", until(every[:kept]))]
    return tuple((what, end - fitting) for what, fitting in enough[:3])


@dataclass
class _Clock:
    """Fills a session from its beginning, and lets people rest when they must."""

    now: int
    breaks: Breaks
    lunch: Lunch | None
    worked: int = 0
    slots: list[Slot] = field(default_factory=list)

    def add(self, kind: str, minutes: int, chapter: Chapter | None = None, part: str = "") -> None:
        self.slots.append(Slot(kind, self.now, minutes, chapter, part))
        self.now += minutes

    def work(self, kind: str, minutes: int, chapter: Chapter | None = None) -> None:
        """Put a block in, cut by the breaks that fall into it."""
        begin, left = len(self.slots), minutes
        while left:
            room = self._until_rest()
            if left <= room + TOLERANCE:
                part = left
            elif min(room, left - SMALLEST) >= SMALLEST:
                part = min(room, left - SMALLEST)
            elif self.worked or self._lunch_is_near():
                self._rest()
                continue
            else:
                part = min(left, max(room, SMALLEST))
            self.add(kind, part, chapter)
            self.worked += part
            left -= part
        places = [place for place in range(begin, len(self.slots)) if self.slots[place].kind == kind]
        if len(places) > 1:
            for number, place in enumerate(places, 1):
                slot = self.slots[place]
                part_of = f"{number} of {len(places)}"
                self.slots[place] = Slot(slot.kind, slot.begin, slot.minutes, slot.chapter, part_of)

    def _until_rest(self) -> int:
        """Return how many minutes may be worked before the next rest."""
        forever = 24 * 60
        until = self.breaks.every - self.worked if self.breaks.every and self.breaks.minutes else forever
        if self.lunch:
            until = min(until, max(0, self.lunch.at - self.now))
        return until

    def _rest(self) -> None:
        if self.lunch and self._lunch_is_near():
            self.add("lunch", self.lunch.minutes)
            self.lunch = None
        else:
            self.add("break", self.breaks.minutes)
        self.worked = 0

    def _lunch_is_near(self) -> bool:
        return self.lunch is not None and self.now + NEAR >= self.lunch.at
