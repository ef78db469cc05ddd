"""One way to act on a process, wherever it runs; what a target cannot do is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.release.errors import Wrong
from deploy.release.service import VERBS, act
from deploy.release.target import Target
from tests.release.test_target import DEPLOY, a_target, printing


def test_a_target_hears_which_process_it_is(tmp_path: Path) -> None:
    target = a_target(tmp_path, restart=printing("restarts {SERVICE}"))

    assert act(target, "restart", "relay") == "restarts relay\n"


@pytest.mark.parametrize("name", ["", "relay; rm -rf /", "$(id)", "-f", "Relay"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    target = a_target(tmp_path, restart=printing("{SERVICE}"))

    with pytest.raises(Wrong, match="Which process"):
        act(target, "restart", name)


def test_what_a_target_cannot_do_is_said(tmp_path: Path) -> None:
    target = a_target(tmp_path, log=printing("{SERVICE}"))

    with pytest.raises(Wrong, match="cannot stop anything") as refusal:
        act(target, "stop", "relay")

    assert refusal.value.found == "`run` for log."


def test_where_nobody_said_where_the_shop_runs_it_ends_and_says_so() -> None:
    command = [str(DEPLOY / "service"), "status"]
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"

    done = subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("Nobody said where the shop runs.\nFound: SHOP_TARGET is not set.")


def test_targets_that_act_on_processes_name_them_by_a_variable() -> None:
    targets = [Target(file) for file in (DEPLOY / "targets").glob("*.toml")]
    told = [
        (target.name, verb, target.commands[verb]["run"][-1])
        for target in targets
        for verb in VERBS
        if verb != "status" and verb in target.commands
    ]

    assert [one for one in told if "{SERVICE}" not in one[2]] == []
