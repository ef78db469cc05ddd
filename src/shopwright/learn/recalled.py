"""What the last check found, so that a hint need not run the tests again; git's own folder keeps it."""

import json

from shopwright.course.exercises import Exercise
from shopwright.errors import Problem
from shopwright.learn.copy import Copy
from shopwright.learn.judging import Verdict
from shopwright.learn.tasks import find_exercise

FILE = "shopwright-last-check.json"


def remember(copy: Copy, verdict: Verdict) -> None:
    """Keep which tests passed."""
    told = {"exercise": verdict.exercise.key, "passed": sorted(verdict.passed)}
    copy.internal(FILE).write_text(json.dumps(told), "utf-8")


def forget(copy: Copy) -> None:
    """Drop it: who goes to another chapter wants hints for that one."""
    copy.internal(FILE).unlink(missing_ok=True)


def recall(copy: Copy) -> tuple[Exercise | None, frozenset[str]]:
    """Return the exercise that was checked last and the tests that passed, or nothing."""
    try:
        told = json.loads(copy.internal(FILE).read_text("utf-8"))
        return find_exercise(copy.course, told["exercise"]), frozenset(told["passed"])
    except (FileNotFoundError, ValueError, KeyError, Problem):
        return None, frozenset()
