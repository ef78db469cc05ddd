"""The commands of lessons are run at their steps, and what they print is compared."""

import sys
from pathlib import Path

import pytest

from shopwright.course.history import build
from shopwright.course.manifest import load_course
from shopwright.course.normal import fits, normal
from shopwright.course.replay import Replayed, Stage, commands, rewrite
from shopwright.course.servers import Servers
from shopwright.course.template import Template
from shopwright.errors import Problem

from .conftest import MINI, Edit

LESSON = "chapters/01-till/lesson.md"


def replayed(root: Path, slug: str = "till") -> list[Replayed]:
    course, template, environment = load_course(root), Template(root / "template"), Path(sys.prefix)
    repository = build(course, template, root / "build" / "course").folder
    variables = {"PYTHONPYCACHEPREFIX": str(root / "build" / "pycache")}
    with Servers(environment, root / "build" / "servers") as servers:
        stage = Stage(
            course,
            template.trees(course),
            repository,
            root / "build" / "replay",
            environment,
            servers,
            variables,
        )
        return stage.replay(course.chapter(slug), lambda _: None)


def test_commands_are_read_with_their_step_and_line() -> None:
    found = list(commands(load_course(MINI).chapter("till")))

    assert [(command.line, command.step, command.text.split()[0]) for command in found] == [
        (8, "till.discount", "python"),
        (17, "till.first-commit", "git"),
        (20, "till.first-commit", "ls"),
        (31, "till.price", "pytest"),
        (50, "till.discount", "python"),
    ]
    assert found[3].text == "pytest -q -p no:randomly \\\n  -p no:cacheprovider"
    assert found[1].expected == ("1da82fc Say what the till is for", "2b6193f Start here")


def test_a_true_lesson_passes(mini: Path) -> None:
    assert [result.ok for result in replayed(mini)] == [True] * 5


def test_a_mismatch_is_shown_as_a_diff(mini: Path, edit: Edit) -> None:
    edit(LESSON, "\n2.00\n", "\n2.10\n")

    (wrong,) = [result for result in replayed(mini) if not result.ok]

    assert wrong.command.line == 8
    assert wrong.diff.splitlines() == ["--- the lesson", "+++ the command", "@@ -1 +1 @@", "-2.10", "+2.00"]


def test_what_came_can_be_written_into_the_lesson(mini: Path, edit: Edit) -> None:
    edit(LESSON, "\n2.00\n", "\n2.10\n\nand more\n")
    edit(LESSON, "ls: cannot access 'till': No such file or directory", "till")
    before = (MINI / LESSON).read_text("utf-8")

    assert rewrite(replayed(mini)) == 2

    assert (mini / LESSON).read_text("utf-8") == before


def test_output_without_a_command_is_refused(mini: Path, edit: Edit) -> None:
    edit(LESSON, "$ git log --oneline\n", "")

    with pytest.raises(Problem, match="begins with a command") as caught:
        list(commands(load_course(mini).chapter("till")))

    assert "lesson.md:17:" in caught.value.what


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 passed in 0.12s", "3 passed in 14.02s"),
        ("at 2026-01-01 10:00:00", "at 2027-12-31T23:59:59Z"),
        ("Serving on http://127.0.0.1:8000/", "Serving on http://127.0.0.1:43211/"),
        ("commit 1da82fc9", "commit 2b6193fa"),
        ("1234567 Start here", "2b6193f Start here"),
        ("Python 3.11.7", "Python 3.13.0"),
        ("<object at 0x7fb2151872f0>", "<object at 0x7f67d6f0ecd0>"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("pytest-9.2.0, pluggy-1.6.0", "pytest-9.3.1, pluggy-1.7.0"),
        ("prd_7zk2m4v8q1w3x5y9t6r0", "prd_0123456789abcdefghjk"),
        ("end  ", "end"),
        ("Using --randomly-seed=1", "Using --randomly-seed=4242"),
    ],
)
def test_what_may_differ_does_not_count(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2 passed in 1s", "3 passed in 1s"),
        ("1299 EUR", "1300 EUR"),
        ("feedback", "deadbeef"),
        ("tests", "test"),
    ],
)
def test_what_matters_counts(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("expected", "actual", "fit"),
    [
        (["a", "[...]", "d"], ["a", "b", "c", "d"], True),
        (["a", "[...]", "d"], ["a", "d"], True),
        (["[...]", "d"], ["a", "d"], True),
        (["a", "[...]"], ["a"], True),
        (["a", "[...]", "d"], ["a", "b"], False),
        (["a.c"], ["abc"], False),
        ([], [], True),
        ([], ["a"], False),
    ],
)
def test_an_ellipsis_stands_for_any_lines(expected: list[str], actual: list[str], *, fit: bool) -> None:
    assert fits(expected, actual) is fit


def test_a_command_may_go_on_over_lines(mini: Path, edit: Edit) -> None:
    edit(LESSON, "$ ls till\n", '$ python -c "\n> print(1)\n> print(2)"\n1\n2\n$ ls till\n')

    results = replayed(mini)

    assert results[2].command.text == 'python -c "\nprint(1)\nprint(2)"'
    assert results[2].command.expected == ("1", "2")
    assert all(result.ok for result in results)
