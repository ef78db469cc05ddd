"""What runs on GitHub is what runs here, and it may do no more than it has to."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = {
    file.name: yaml.safe_load(file.read_text("utf-8")) for file in (ROOT / ".github").glob("workflows/*.yml")
}
JOBS = {f"{name} {key}": job for name, told in WORKFLOWS.items() for key, job in told["jobs"].items()}
# A job that calls another workflow has no steps of its own, nor a limit: the jobs over there have them.
OWN = {name: job for name, job in JOBS.items() if "steps" in job}


def steps(job: dict[str, Any], word: str) -> list[str]:
    """What the steps of a job use, or run."""
    return [step[word] for step in job["steps"] if word in step]


def recipe(verb: str) -> str:
    """What make would do for a verb."""
    return subprocess.check_output(["make", "--no-print-directory", "-n", verb], cwd=ROOT, text=True)


def test_every_job_that_checks_runs_what_a_person_runs() -> None:
    verbs = {
        verb
        for job in OWN.values()
        for run in steps(job, "run")
        for verb in re.findall(r"make ([\w-]+)", run)
    }

    assert verbs
    assert {verb: recipe(verb) for verb in verbs} == dict.fromkeys(verbs, recipe("ci"))


def test_no_check_is_repeated_by_hand() -> None:
    by_hand = re.compile(r"\b(pytest|mypy|ruff|lint-imports|manage\.py)\b")

    assert {
        name: runs
        for name, job in OWN.items()
        if (runs := [r for r in steps(job, "run") if by_hand.search(r)])
    } == {}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_nothing_until_a_job_says_what(name: str) -> None:
    told = WORKFLOWS[name]

    assert told["permissions"] == {}
    assert all("permissions" in job for job in told["jobs"].values())


@pytest.mark.parametrize("name", OWN)
def test_a_job_ends_and_leaves_no_key_behind(name: str) -> None:
    checkouts = [step for step in OWN[name]["steps"] if step.get("uses", "").startswith("actions/checkout@")]

    assert OWN[name]["timeout-minutes"] <= 30
    assert [one["with"]["persist-credentials"] for one in checkouts] == [False] * len(checkouts)


def test_every_action_is_named_by_a_commit() -> None:
    named = {action for job in OWN.values() for action in steps(job, "uses")}

    assert named
    assert [action for action in named if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
