"""Hints in three levels, keyed to the task whose tests fail: a nudge, a pointer, the change."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from shopwright.course.exercises import Exercise
from shopwright.course.solutions import patch_of
from shopwright.errors import Problem
from shopwright.learn.copy import Copy, listed
from shopwright.learn.picture import missing_of, rows
from shopwright.learn.tasks import LEVELS


@dataclass(frozen=True)
class Given:
    """A hint with its level."""

    level: int
    text: str


def task_of(exercise: Exercise, passed: AbstractSet[str], number: int | None) -> int:
    """Return the number of the task to help with: the one that is asked for, or the first that fails.

    Raises:
        Problem: there is no such task, or none fails.
    """
    count = len(exercise.tasks)
    if number is not None:
        if not 1 <= number <= count:
            raise Problem(
                f"`{exercise.key}` has no task {number}.",
                found=f"{count} task{'s' if count > 1 else ''}.",
                do=f"name one from 1 to {count}.",
            )
        return number
    for place, task in enumerate(exercise.tasks, 1):
        if not set(task.tests) <= passed:
            return place
    raise Problem(
        f"There is nothing to help with in `{exercise.key}`.",
        found="all its tests passed in your last check.",
        do="go on with the next exercise: `shopwright learn check`.",
    )


def refuse_early(copy: Copy, exercise: Exercise) -> None:
    """Raise a `Problem` where the chapter's steps are not there yet, so that no hint is spent too early."""
    chapter = copy.course.chapter(exercise.chapter)
    if following := rows([chapter], copy)[0].next_step:
        missing = missing_of(copy, following)
        what = f"; of its files there is no {listed(missing)}" if missing else ""
        raise Problem(
            f"The exercise `{exercise.key}` begins at its chapter's end; no hint was used.",
            found=f"the step {following} is not in your store yet{what}.",
            do=f"go on with `shopwright learn show {following}`; "
            f"`shopwright learn hint --exercise {exercise.name}` gives the hint all the same.",
        )


def next_hint(copy: Copy, exercise: Exercise, number: int, level: int | None) -> Given:
    """Return a hint and write down that it was shown.

    Args:
        number: the task's, from 1.
        level: which one; without it the first that was not shown yet, or the last.
    """
    shown = {
        fact["level"]
        for fact in copy.facts.about("hinted")
        if (fact["exercise"], fact["task"]) == (exercise.key, number)
    }
    chosen = level or next((one for one in LEVELS if one not in shown), max(LEVELS))
    given = Given(chosen, _text(copy, exercise, number, chosen))
    copy.facts.add("hinted", exercise=exercise.key, task=number, level=chosen)
    return given


def _text(copy: Copy, exercise: Exercise, number: int, level: int) -> str:
    task = exercise.tasks[number - 1]
    if level < max(LEVELS):
        return (task.nudge, task.pointer)[level - 1]
    end = copy.blobs_at(copy.end_of(copy.course.chapter(exercise.chapter)), sorted(exercise.written()))
    return patch_of(exercise, end, task.files)
