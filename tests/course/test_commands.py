"""The commands end with what to do next, and a problem ends them with three sentences and exit code 1."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import MINI, Edit


def shopwright(*arguments: str, root: Path = MINI) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shopwright", "course", *arguments, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_list_shows_chapters_and_steps() -> None:
    done = shopwright("list")

    assert done.returncode == 0
    assert "receipts.logo" in done.stdout
    assert done.stdout.splitlines()[-2:] == [
        "2 chapters, 5 steps.",
        "Next: shopwright course show receipts.logo",
    ]


def test_show_tells_message_and_files() -> None:
    done = shopwright("show", "till.discount")

    assert done.stdout.splitlines() == [
        "Take something off in the evening",
        "",
        "Bread of the morning is cheaper after six.",
        "",
        "Step: till.discount",
        "",
        "~ pyproject.toml",
        "+ tests/test_discount.py",
        "~ till/prices.py",
        "Next: git -C build/course show till.discount",
    ]


def test_an_unknown_step_is_a_problem_in_three_parts() -> None:
    done = shopwright("show", "till.discont")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == "The course has no step `till.discont`."
    assert done.stderr.splitlines()[2] == "Do: write `till.discount`, the nearest name that exists."


def test_build_says_where_and_what_next(tmp_path: Path) -> None:
    done = shopwright("build", "--out", str(tmp_path / "course"))

    assert done.stdout.startswith(f"6 commits and 9 tags in {tmp_path / 'course'}, main at ")
    assert done.stdout.splitlines()[-1] == f"Next: git -C {tmp_path / 'course'} log --reverse --oneline"


def test_lint_ends_with_1_when_something_is_lacking(mini: Path) -> None:
    (mini / "chapters/02-receipts/teaching.md").unlink()

    done = shopwright("lint", root=mini)

    assert done.returncode == 1
    assert (
        done.stdout.splitlines()[0]
        == "chapters/02-receipts/chapter.toml:1: no teaching notes; add teaching.md."
    )


def test_verify_names_the_step_and_the_place_and_ends_with_1(mini: Path, edit: Edit) -> None:
    edit("store/tests/test_prices.py", "Price(200)", "Price(201)")

    done = shopwright("verify", "--environment", sys.prefix, "--only", "till", root=mini)

    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert "till.price: tests failed at tests/test_prices.py:5" in lines
    assert lines[-1] == "Next: mend the template, then shopwright course verify --only till.price"


def test_verify_prints_json_for_programs(mini: Path) -> None:
    done = shopwright("verify", "--environment", sys.prefix, "--only", "till.price", "--json", root=mini)

    assert [result["check"] for result in json.loads(done.stdout)["results"]] == ["format", "lint", "tests"]


def test_replay_shows_what_differs_and_can_write_it(mini: Path, edit: Edit) -> None:
    edit("chapters/01-till/lesson.md", "\n2.00\n", "\n2.10\n")

    shown = shopwright("replay", "--environment", sys.prefix, "--only", "till", root=mini)
    written = shopwright("replay", "--environment", sys.prefix, "--only", "till", "--write", root=mini)

    assert shown.returncode == 1
    assert f"{mini}/chapters/01-till/lesson.md:8: $ python -c" in shown.stdout
    assert "-2.10\n+2.00\n5 commands, 1 differ." in shown.stdout
    assert written.returncode == 0
    assert "\n2.00\n" in (mini / "chapters/01-till/lesson.md").read_text("utf-8")


def test_solutions_are_tried_at_the_end_of_the_course(mini: Path) -> None:
    done = shopwright("exercises", "--later", "--only", "till", "--environment", sys.prefix, root=mini)

    assert done.stdout.splitlines()[-2:] == ["1 exercises, 0 do not hold.", "Next: shopwright course build"]


def test_exercises_are_tried_on_both_sides(mini: Path) -> None:
    done = shopwright("exercises", "--environment", sys.prefix, root=mini)

    assert done.stdout.splitlines()[-2:] == ["2 exercises, 0 do not hold.", "Next: shopwright course build"]


@pytest.mark.parametrize(
    "command",
    ["build", "list", "show", "lint", "verify", "replay", "exercises", "preview", "edit", "publish"],
)
def test_help_has_an_example(command: str) -> None:
    done = shopwright(command, "--help")

    assert f"Example: shopwright course {command}" in done.stdout.replace("`", "")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_whoever_ends_verify_ends_what_it_started(mini: Path, store: Path, how: signal.Signals) -> None:
    started = mini / "started"
    (store / "tests/test_prices.py").write_text(
        f"import os, pathlib, time\n\n\ndef test_for_ever():\n"
        f"    pathlib.Path({str(started)!r}).write_text(str(os.getpid()))\n    time.sleep(600)\n",
        "utf-8",
    )
    os.mkfifo(started)
    command = [sys.executable, "-m", "shopwright", "course", "verify", "--only", "till.price"]
    options = ["--environment", sys.prefix, "--root", str(mini)]

    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as verify:
        tests = int(started.read_text("utf-8"))
        verify.send_signal(how)
        verify.communicate()

    assert verify.returncode == 128 + how
    with pytest.raises(ProcessLookupError):
        os.kill(tests, 0)
