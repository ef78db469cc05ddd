"""An exercise has two sides: its start fails exactly what it says, and its solution passes."""

import sys
from pathlib import Path

import pytest

from shopwright.course.exercises import load_exercises
from shopwright.course.manifest import load_course
from shopwright.course.template import Template
from shopwright.course.tryout import Room, Trial
from shopwright.errors import Problem

from .conftest import Edit, close_the_till_later

FOLDER = "chapters/01-till/exercises/two-for-one"
TEST = "tests/exercises/test_two_for_one.py"


def tried(root: Path, slug: str = "till") -> Trial:
    course = load_course(root)
    chapter = course.chapter(slug)
    (exercise,) = load_exercises(chapter)
    end = Template(root / "template").tree(course, chapter.steps[-1])
    return Room(root / "build", Path(sys.prefix), {}).try_out(exercise, end)


def tried_later(root: Path) -> Trial:
    course, template = load_course(root), Template(root / "template")
    (exercise,) = load_exercises(course.chapters[0])
    end = template.tree(course, course.chapters[0].steps[-1])
    return Room(root / "build", Path(sys.prefix), {}).try_later(exercise, end, template.tree(course))


@pytest.mark.parametrize("slug", ["till", "receipts"])
def test_both_sides_hold_with_a_patch_and_with_new_files(mini: Path, slug: str) -> None:
    assert tried(mini, slug).wrong == ()


def test_a_test_that_passes_at_the_start_is_named(mini: Path, edit: Edit) -> None:
    edit(f"{FOLDER}/{TEST}", "from till.prices import Price, two_for_one", "from till.prices import Price")
    edit(f"{FOLDER}/{TEST}", "assert two_for_one(Price(100), 2) == Price(100)", "assert Price(1)")

    trial = tried(mini)

    assert len(trial.wrong) == 1
    assert trial.wrong[0].endswith(f"{TEST}::test_the_second_is_free should fail at the start and does not.")


def test_a_failing_test_that_is_not_stated_is_named(mini: Path, edit: Edit) -> None:
    edit(
        "chapters/02-receipts/exercises/count/tests/exercises/test_count.py",
        "def test_things",
        "def test_all_things",
    )

    trial = tried(mini, "receipts")

    test = "tests/exercises/test_count.py::test"
    assert [line.split(": ", 1)[1] for line in trial.wrong] == [
        f"{test}_things_are_counted should fail at the start and does not.",
        f"{test}_all_things_are_counted fails at the start and is not named in `fails`.",
    ]


def test_a_solution_that_does_not_pass_is_named(mini: Path, edit: Edit) -> None:
    edit(f"{FOLDER}/solution.patch", "((count + 1) // 2)", "(count // 2)")

    trial = tried(mini)

    assert "with the solution, tests fail" in trial.wrong[0]
    assert "test_of_three_two_are_paid" in trial.wrong[0]
    assert "Price(cents=100)" in trial.tail


def test_a_patch_that_no_longer_applies_is_named(mini: Path, edit: Edit) -> None:
    edit("store/till/prices.py", "Take a third off", "Take two thirds off")

    trial = tried(mini)

    assert trial.wrong[0].endswith("solution.patch: the solution does not apply.")
    assert "till/prices.py" in trial.tail


def test_a_solution_is_tried_at_the_end_of_the_course(mini: Path, edit: Edit) -> None:
    assert tried_later(mini).wrong == ()

    edit(f"{FOLDER}/{TEST}", "2) == Price(100)", "2) == Price(101)")

    trial = tried_later(mini)
    assert "at the end of the course, with the solution, tests fail" in trial.wrong[0]
    assert "Price(cents=100)" in trial.tail


def test_a_hint_that_does_not_answer_the_tests_of_its_task_is_named(mini: Path, edit: Edit) -> None:
    patch = mini / FOLDER / "solution.patch"
    patch.write_text(
        "--- /dev/null\n+++ b/till/sign.py\n@@ -0,0 +1 @@\n+SIGN = 2\n" + patch.read_text("utf-8"), "utf-8"
    )
    edit(f"{FOLDER}/exercise.toml", 'files = ["till/prices.py"]', 'files = ["till/sign.py"]')

    trial = tried(mini)

    assert "exercise.toml:8: with what its last hint changes, tests fail" in trial.wrong[0]
    assert "cannot import name 'two_for_one'" in trial.tail


def test_an_exercise_that_ends_before_the_course_says_so(mini: Path, edit: Edit) -> None:
    close_the_till_later(mini)

    assert tried_later(mini).wrong[0].endswith("solution.patch: the solution does not apply.")

    edit(f"{FOLDER}/exercise.toml", "minutes = 10\n", 'minutes = 10\nuntil = "receipts"\nbecause = "…"\n')

    assert tried_later(mini).wrong == ()


def test_an_exercise_that_holds_to_the_end_does_not_say_until(mini: Path, edit: Edit) -> None:
    edit(f"{FOLDER}/exercise.toml", "minutes = 10\n", 'minutes = 10\nuntil = "receipts"\nbecause = "…"\n')

    assert "`until` is not needed" in tried_later(mini).wrong[0]


def test_who_says_until_says_why(mini: Path, edit: Edit) -> None:
    edit(f"{FOLDER}/exercise.toml", "minutes = 10\n", 'minutes = 10\nuntil = "receipts"\n')

    with pytest.raises(Problem, match="The exercise has no `because`"):
        load_exercises(load_course(mini).chapter("till"))


def test_an_unknown_key_is_refused(mini: Path, edit: Edit) -> None:
    edit(f"{FOLDER}/exercise.toml", "minutes = 10", "minuets = 10")

    with pytest.raises(Problem) as caught:
        load_exercises(load_course(mini).chapter("till"))

    assert "exercise.toml:2:" in caught.value.what
    assert "`minutes`" in caught.value.do


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("nudge = ", "nugde = ", 13, "`nugde` means nothing in the task."),
        (
            'pointer = "Look at integer division."\n',
            "",
            17,
            "The task has no `pointer`.",
        ),
        (
            'free"]\nlooks',
            'fre"]\nlooks',
            9,
            "A task has a test that does not fail at the start.",
        ),
        (
            f'tests = ["{TEST}::test_of_three_two_are_paid"]',
            f'tests = ["{TEST}::test_of_three_two_are_paid", "{TEST}::test_the_second_is_free"]',
            18,
            "A test stands in two tasks.",
        ),
        (
            f'tests = ["{TEST}::test_of_three_two_are_paid"]',
            "tests = []",
            18,
            "A task has no tests.",
        ),
        (
            "fails = [",
            f'fails = [\n    "{TEST}::test_bread",',
            3,
            "A test stands in no task.",
        ),
    ],
)
def test_tasks_share_out_the_tests_that_fail(
    mini: Path, edit: Edit, *, old: str, new: str, line: int, what: str
) -> None:
    edit(f"{FOLDER}/exercise.toml", old, new)

    with pytest.raises(Problem) as caught:
        load_exercises(load_course(mini).chapter("till"))

    assert caught.value.what.endswith(f"exercise.toml:{line}: {what}")
