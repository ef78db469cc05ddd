"""`shopwright teach plan`, as somebody types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from shopwright.cli import app
from shopwright.course.lint import lint
from shopwright.course.manifest import load_course
from shopwright.course.opening import opened
from shopwright.course.plans import load_plans
from shopwright.errors import Problem

from .conftest import Edit

PLANS = "chapters/plans.toml"


def run(root: Path, *words: str) -> Result:
    done = CliRunner().invoke(app, ["teach", "plan", *words, "--root", str(root)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_without_a_name_the_ready_plans_are_listed(bakery: Path) -> None:
    done = run(bakery)

    assert done.exit_code == 0
    assert "morning      A morning: A till in a morning. 1 chapter." in done.stdout
    assert "Next: shopwright teach plan morning" in done.stdout


def test_a_plan_is_told_with_its_times_and_reasons(bakery: Path) -> None:
    said = run(bakery, "morning", "--start", "13:30").stdout

    assert "The room begins at the tag `till-start`: git checkout till-start" in said
    assert "  13:30   10 min  Arrive, and try the machines\n  13:40   10 min  Explain: A till" in said
    assert "  14:30  end" in said
    assert "  receipts: The law can wait." in said
    assert "Some of these minutes are estimates: nobody has timed a class" in said


def test_too_much_ends_with_exit_code_1_and_what_to_leave_out(bakery: Path) -> None:
    done = run(bakery, "--chapters", "till,receipts", "--hours", "0.75", "--breaks", "none")

    assert done.exit_code == 1
    assert "20 minutes over time.\n  You could leave out `till` (20 minutes)." in done.stdout
    assert "It is 20 minutes over time." in done.stderr


def test_it_can_be_read_by_programs(bakery: Path) -> None:
    found = json.loads(run(bakery, "morning", "--json").stdout)

    assert (found["start"], found["over"], found["chapters"]) == ("till-start", 0, ["till"])
    assert found["sessions"][0]["slots"][1] == {
        "at": "09:10", "minutes": 10, "kind": "teach", "chapter": "till", "part": "",
    }  # fmt: skip
    assert found["without"] == [{"chapters": ["receipts"], "why": "The law can wait."}]
    assert [each["plan"] for each in json.loads(run(bakery, "--json").stdout)] == ["morning"]


def test_a_page_is_written_and_nobodys_file_is_lost(bakery: Path, tmp_path: Path) -> None:
    page = tmp_path / "new" / "plan.md"

    run(bakery, "morning", "--out", str(page))

    assert "| 09:10 | 10 | Explain: A till that adds |" in page.read_text("utf-8")
    with pytest.raises(Problem, match="was not written"):
        run(bakery, "morning", "--out", str(page))
    page.write_text("mine", "utf-8")
    run(bakery, "morning", "--out", str(page), "--force")
    assert page.read_text("utf-8").startswith("# A till in a morning")
    assert [file.name for file in page.parent.iterdir()] == ["plan.md"]


@pytest.mark.parametrize(
    ("words", "do"),
    [
        (["mornin"], "write `morning`"),
        (["morning", "--chapters", "till"], "leave one of them out"),
        (["--chapters", "tilll"], "write `till`"),
        (["morning", "--start", "25:00"], "write it as 13:30"),
        (["morning", "--breaks", "15/5"], "15/90"),
        (["morning", "--pace", "fast"], "quick, usual, slow"),
    ],
)
def test_words_that_mean_nothing_are_refused_with_advice(bakery: Path, words: list[str], do: str) -> None:
    with pytest.raises(Problem) as caught:
        run(bakery, *words)

    assert do in caught.value.do


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('slug = "till", why', 'slug = "tilll", why', 16),
        ('start = "09:00"', 'start = "9 am"', 14),
        ("why = \"It adds.\" }", "why = \"It adds.\", work = \"pub\" }", 16),
        ('who = "Bakers."', 'whom = "Bakers."', 5),
    ],
)  # fmt: skip
def test_mistakes_in_plans_are_told_with_their_line(
    bakery: Path, edit: Edit, old: str, new: str, line: int
) -> None:
    edit(PLANS, old, new)

    with pytest.raises(Problem) as caught:
        load_plans(load_course(bakery))

    assert f"plans.toml:{line}: " in caught.value.what


def test_lint_finds_plans_that_are_over_time_or_contradict_themselves(bakery: Path, edit: Edit) -> None:
    assert lint(*opened(bakery)).findings == ()
    edit(PLANS, "minutes = 60", "minutes = 30")
    edit(PLANS, 'chapters = ["receipts"]', 'chapters = ["till"]')

    assert lint(*opened(bakery)).findings == (
        "chapters/plans.toml:1: the plan `morning` names `till` twice.",
        "chapters/plans.toml:1: the plan `morning` is 5 minutes over time: The till.",
    )
