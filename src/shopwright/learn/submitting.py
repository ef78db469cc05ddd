"""What a learner hands in: one document for a classroom, without personal data unless they want it."""

from typing import Any

from shopwright.course.exercises import Exercise, load_exercises
from shopwright.learn.copy import Copy
from shopwright.learn.facts import Fact

FORMAT = 1


def document(copy: Copy, *, named: bool = False) -> dict[str, Any]:
    """Return the edition, the results and hints by exercise, and the commit that they are about.

    Args:
        named: also the name that git knows.
    """
    chapters = copy.course.chapters
    facts = copy.facts.all()
    exercises = [_exercise(facts, exercise) for chapter in chapters for exercise in load_exercises(chapter)]
    edition = copy.edition
    found: dict[str, Any] = {
        "format": FORMAT,
        "edition": {"name": edition.name, "version": edition.version, "head": edition.head},
        "chapter": copy.chapter.slug,
        "commit": copy.commit_of("HEAD"),
        "uncommitted": bool(copy.git("status", "--porcelain")),
        "exercises": exercises,
    }
    return found | ({"name": copy.git("config", "user.name")} if named else {})


def _exercise(facts: list[Fact], exercise: Exercise) -> dict[str, Any]:
    mine = [fact for fact in facts if fact.get("exercise") == exercise.key]
    passed = {fact["task"] for fact in mine if fact["did"] == "passed"}
    hints = [fact for fact in mine if fact["did"] == "hinted"]
    solved = next((fact["at"] for fact in mine if fact["did"] == "solved"), None)
    tasks = [
        {
            "task": number,
            "passed": number in passed,
            "hints": sorted(fact["level"] for fact in hints if fact["task"] == number),
        }
        for number in range(1, len(exercise.tasks) + 1)
    ]
    return {"exercise": exercise.key, "title": exercise.title, "solved": solved, "tasks": tasks}
