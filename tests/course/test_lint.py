"""Lint names what is lacking, with its file and line."""

import shutil
from pathlib import Path

import pytest

from shopwright.course.lint import Report, lint, summary
from shopwright.course.manifest import load_course
from shopwright.course.template import Template

from .conftest import MINI, Edit, close_the_till_later

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
        (
            LESSON,
            "Somebody keeps the prices.",
            "```sh\nmake up\n```",
            f"{LESSON}:59: a command that is not replayed: put it into a `console` block",
        ),
        (
            LESSON,
            "Somebody keeps the prices.",
            "```text\nType:\n$ make up\n```",
            f"{LESSON}:60: a command that is not replayed: put it into a `console` block",
        ),
        (
            LESSON,
            "Somebody keeps the prices.",
            "Type:\n\n    $ make up",
            f"{LESSON}:60: a command that is not replayed: put it into",
        ),
        (
            LESSON,
            "@code(till/prices.py#total)",
            "@diff(README.md)",
            f"{LESSON}:28: `till.price` does not change `README.md`.",
        ),
        (LESSON, "@exercise(two-for-one)", "@exercise(two)", f"{LESSON}:62: no exercise two."),
        (
            "chapters/01-till/teaching.md",
            "## When late",
            "## Late",
            "chapters/01-till/teaching.md:1: no section `## When late`.",
        ),
        (
            EXERCISE,
            "till#the-evening",
            "till#the-evning",
            f"{EXERCISE}:17: `read` names the heading #the-evning, which the lesson of till lacks; nearest:",
        ),
        (
            EXERCISE,
            "till#the-evening",
            "til#the-evening",
            f"{EXERCISE}:17: `read` names the chapter til, which does not exist; nearest: till.",
        ),
        (
            EXERCISE,
            "in `till/prices.py`",
            "in `till/price.py`",
            f"{EXERCISE}:8: a hint names `till/price.py`, which no file of the store has.",
        ),
        (
            EXERCISE,
            "Look at `total`",
            "Look at `total.cents.parts`",
            f"{EXERCISE}:8: a hint names `total.cents.parts`, which no file of the store has.",
        ),
        (
            EXERCISE,
            "minutes = 10\n",
            'minutes = 10\nuntil = "recepts"\nbecause = "Receipts print it."\n',
            f"{EXERCISE}:1: `until` names recepts, which is no later chapter; nearest: receipts.",
        ),
        (
            "chapters/01-till/exercises/two-for-one/solution.patch",
            "Take a third off",
            "Take two thirds off",
            f"{EXERCISE}:1: ",
        ),
        (
            EXERCISE,
            'files = ["till/prices.py"]',
            'files = ["till/price.py"]',
            f"{EXERCISE}:8: `files` names till/price.py, which the solution does not write; nearest",
        ),
    ],
)
def test_what_is_lacking_is_named(
    mini: Path, edit: Edit, *, file: str, old: str, new: str, finding: str
) -> None:
    edit(file, old, new)

    assert [line for line in report(mini).findings if line.startswith(finding)]


def test_a_part_of_the_solution_that_no_task_shows_is_named(mini: Path, edit: Edit) -> None:
    file = "chapters/02-receipts/exercises/count"
    (mini / file / "solution/till/more.py").write_text('"""More."""\n', "utf-8")
    edit(f"{file}/exercise.toml", "[[task]]\n", '[[task]]\nfiles = ["till/counting.py"]\n')

    assert report(mini).findings == (
        f"{file}/exercise.toml:1: no task shows till/more.py of the solution; add it to the `files` of one.",
    )


def test_a_solution_that_does_not_apply_later_says_until_when(mini: Path, edit: Edit) -> None:
    close_the_till_later(mini)

    (finding,) = report(mini).findings
    assert finding.startswith(f"{EXERCISE}:1: at the end of receipts the solution does not apply (error: ")
    assert finding.endswith('or say until = "receipts" and because = "…".')

    edit(EXERCISE, "minutes = 10\n", 'minutes = 10\nuntil = "receipts"\nbecause = "The till closes."\n')

    assert report(mini).findings == ()


def test_tests_of_an_exercise_do_not_take_the_place_of_later_ones(mini: Path) -> None:
    test = "tests/exercises/test_two_for_one.py"
    (mini / STORE / test).parent.mkdir()
    (mini / STORE / test).write_text("def test_nothing() -> None:\n    pass\n", "utf-8")
    chapter = mini / "chapters/02-receipts/chapter.toml"
    chapter.write_text(chapter.read_text("utf-8").replace('"bin/print"]', f'"bin/print", "{test}"]'), "utf-8")

    (finding,) = report(mini).findings
    assert finding.startswith(f"{EXERCISE}:1: at the end of receipts the store has a {test} of its own. ")


def test_a_reference_that_no_longer_resolves_is_found(mini: Path, edit: Edit) -> None:
    edit(LESSON, "@code(till/prices.py#total)", "@code(till/prices.py#totals)")

    assert [line for line in report(mini).findings if line.startswith(f"{LESSON}:28:") and "`total`" in line]


def test_a_command_that_is_not_replayed_needs_a_reason_and_a_reason_a_command(mini: Path, edit: Edit) -> None:
    entry = '[[command]]\nchapter = "till"\ncommand = "make up"\nwhy = "It runs until somebody stops it."\n'
    (mini / "chapters/unreplayed.toml").write_text(entry, "utf-8")

    assert report(mini).findings == (
        "chapters/unreplayed.toml:1: `make up` is no command of till that goes without replay; remove it.",
    )

    edit(LESSON, "Somebody keeps the prices.", "```text\n$ make up\n```")

    assert report(mini).findings == ()


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
