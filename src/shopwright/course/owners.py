"""Decide at which step each file of the template appears."""

import re
from collections.abc import Iterable, Mapping

from shopwright.course.globs import is_glob, pattern
from shopwright.course.manifest import Course, Step


def owners(course: Course, paths: Iterable[str]) -> Mapping[str, tuple[Step, ...]]:
    """Return, for each path, the steps that name it: one, unless the manifests are wrong.

    An exact name beats every glob, so that a step may take a folder and leave one of its files to another.
    """
    exact: dict[str, list[Step]] = {}
    globs: list[tuple[re.Pattern[str], Step]] = []
    for step in course.steps:
        for name in step.files:
            if is_glob(name):
                globs.append((pattern(name), step))
            else:
                exact.setdefault(name, []).append(step)
    found: dict[str, tuple[Step, ...]] = {}
    for path in paths:
        steps = exact.get(path) or [step for regex, step in globs if regex.fullmatch(path)]
        found[path] = tuple(dict.fromkeys(steps))
    return found


def first_numbers(course: Course, paths: Iterable[str]) -> Mapping[str, int]:
    """Return the number of the step at which each path appears.

    A path that no step names appears at the last step, so that the course always ends at the whole template;
    `lint` reports it.
    """
    last = len(course.steps)
    return {path: steps[0].number if steps else last for path, steps in owners(course, paths).items()}
