"""Lint names what is lacking, with its file and line."""

import shutil
from pathlib import Path

import pytest

from shopwright.course.lint import Report, lint, summary
from shopwright.course.manifest import load_course
from shopwright.course.template import Template

from .conftest import MINI, Edit

TILL = "chapters/01-till/chapter.toml"
LESSON = "chapters/01-till/lesson.md"
STORE = "template/{{cookiecutter.project_slug}}"
EXERCISE = "chapters/01-till/exercises/two-for-one/exercise.toml"


def report(root: Path) -> Report:
    return lint(load_course(root), Template(root / "template"))


def test_a_whole_course_lacks_nothing() -> None:
    found = report(MINI)

    assert found.findings == ()
    assert list(summary(found)) == [
        "4 gates in 139 lines of the template, 2.88%.",
        "Nothing is lacking. Next: shopwright course verify",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (
            TILL,
            'files = ["tests/test_discount.py"]',
            'files = ["tests/test_discout.py"]',
            f"{TILL}:28: till.discount names tests/test_discout.py, which the template lacks",
        ),
        (
            TILL,
            ', "Makefile"]',
            "]",
            f"{STORE}/Makefile:1: no step names Makefile; add it to the `files` of one.",
        ),
        (
            "chapters/02-receipts/chapter.toml",
            '"bin/print"]',
            '"bin/print", "Makefile"]',
            "chapters/02-receipts/chapter.toml:18: Makefile is named by till.first-commit and receipts.logo",
        ),
        (
            "store/till/prices.py",
            "till.discount",
            "till.discont",
            f"{STORE}/till/prices.py:28: the gate asks for till.discont, which does not exist; did you mean",
        ),
        (
            "store/till/prices.py",
            "till.discount",
            "till.price",
            f"{STORE}/till/prices.py:28: dead gate: till.price is reached whenever the file is there",
        ),
        (
            "store/assets/receipt.html",
            "<p>",
            '# {% if reached("receipts.logo") %}\n<p>',
            f"{STORE}/assets/receipt.html:1: a gate in a file that is copied without rendering stays text.",
        ),
        (
            TILL,
            "Add up prices",
            "add up prices.",
            f'{TILL}:18: the subject of till.price does not begin with a capital: "add up prices.".',
        ),
        (
            TILL,
            "Add up prices",
            "Added up prices",
            f'{TILL}:18: the subject of till.price is not in the imperative: "Added up prices".',
        ),
        (
            TILL,
            "- Notice the type",
            f"- Notice {'very ' * 15}much the type",
            f"{TILL}:18: the body of till.price has a line over 72 characters.",
        ),
        (
            TILL,
            "minutes = { read = 5, do = 10 }\n",
            "",
            f"{TILL}:1: no minutes; add minutes = {{ read = …, do = … }}.",
        ),
        (
            TILL,
            'do = { min = 5, median = 10, max = 15, basis = "measured" }\n',
            "",
            f"{TILL}:1: [teaching] lacks do = {{ min, median, max, basis }}.",
        ),
        (LESSON, "## In production", "## In the shop", f"{LESSON}:1: no section `## In production`."),
        (
            LESSON,
            "A baker adds up in her head until the queue is long, and then she is wrong.\n",
            "",
            f"{LESSON}:1: no opening: begin with the problem as somebody meets it.",
        ),
        (
            LESSON,
            "@step(till.discount)",
            "@step(till.price)",
            f"{LESSON}:1: the lesson does not mention the step; add @step(till.discount).",
        ),
        (
            LESSON,
            "Somebody keeps the prices.",
            "Simply keep the prices.",
            f'{LESSON}:58: "Simply" tells a stuck reader that they are slow; cut it.',
        ),
        (LESSON, "@exercise(two-for-one)", "@exercise(two)", f"{LESSON}:62: no exercise two."),
        (
            "chapters/01-till/teaching.md",
            "## When late",
            "## Late",
            "chapters/01-till/teaching.md:1: no section `## When late`.",
        ),
        (EXERCISE, "level = 3", "level = 2", f"{EXERCISE}:1: no hint of level 3."),
        (
            EXERCISE,
            '[[hint]]\ntest = "tests/exercises/test_two_for_one.py::test_the_second_is_free"',
            '[[hint]]\ntest = "tests/exercises/test_two_for_one.py::test_the_second_is_fre"',
            f"{EXERCISE}:8: the hint is for tests/exercises/test_two_for_one.py::test_the_second_is_fre,",
        ),
    ],
)
def test_what_is_lacking_is_named(
    mini: Path, edit: Edit, *, file: str, old: str, new: str, finding: str
) -> None:
    edit(file, old, new)

    assert [line for line in report(mini).findings if line.startswith(finding)]


def test_a_reference_that_no_longer_resolves_is_found(mini: Path, edit: Edit) -> None:
    edit(LESSON, "@code(till/prices.py#total)", "@code(till/prices.py#totals)")

    assert [line for line in report(mini).findings if line.startswith(f"{LESSON}:28:") and "`total`" in line]


def test_a_step_that_changes_nothing_is_found(mini: Path, edit: Edit) -> None:
    edit(TILL, 'files = ["tests/test_discount.py"]', "")
    for file in ("store/till/prices.py", "store/pyproject.toml"):
        edit(file, '"till.discount"', '"receipts.receipt"')

    assert f"{TILL}:28: till.discount changes no file; give it `files`, or a gate." in report(mini).findings


def test_files_that_a_chapter_lacks_are_named(mini: Path) -> None:
    chapter = mini / "chapters/02-receipts"
    (chapter / "lesson.md").unlink()
    (chapter / "teaching.md").unlink()
    shutil.rmtree(chapter / "exercises")

    assert report(mini).findings == (
        "chapters/02-receipts/chapter.toml:1: no lesson; add lesson.md.",
        "chapters/02-receipts/chapter.toml:1: no teaching notes; add teaching.md.",
        "chapters/02-receipts/chapter.toml:1: no exercise; add exercises/<name>/exercise.toml.",
    )


def test_a_gap_in_the_numbers_is_found(mini: Path) -> None:
    (mini / "chapters/02-receipts").rename(mini / "chapters/03-receipts")

    assert report(mini).findings == ("chapters/03-receipts/chapter.toml:1: number 03 where 02 is next.",)


def test_too_many_gates_are_found_with_the_files_that_have_most(mini: Path, edit: Edit) -> None:
    edit("store/README.md", "- bread\n- rolls\n- cake\n- tarts\n- pretzels\n- croissants\n", "")

    assert report(mini).findings == (
        "template:1: 3.0% of the lines are gates, not under 3%.",
        "  pyproject.toml: 2 gates",
        "  till/prices.py: 2 gates",
    )
