"""Find the exercise that a learner means."""

from collections.abc import Iterator

from shopwright.course.exercises import Exercise, load_exercises
from shopwright.course.manifest import Course
from shopwright.course.names import advice
from shopwright.errors import Problem

LEVELS = {1: "a nudge", 2: "a pointer", 3: "the change"}


def find_exercise(course: Course, name: str) -> Exercise:
    """Return the exercise that somebody means by `name`, `chapter/name` or `chapter` (its first).

    Raises:
        Problem: there is none; the nearest name is in it.
    """
    found = [exercise for chapter in course.chapters for exercise in load_exercises(chapter)]
    labels = {chapter.slug: chapter.label for chapter in course.chapters}
    for exercise in found:
        if name in _names(exercise, labels[exercise.chapter]):
            return exercise
    raise Problem(
        f"The course has no exercise `{name}`.",
        found=f"{len(found)} exercises, none of them called that.",
        do=advice(
            name,
            [*(exercise.name for exercise in found), *labels],
            otherwise="look at `shopwright learn list`.",
        ),
    )


def _names(exercise: Exercise, label: str) -> Iterator[str]:
    yield from (exercise.key, exercise.name, f"{label}/{exercise.name}")
    yield from (exercise.chapter, label)
