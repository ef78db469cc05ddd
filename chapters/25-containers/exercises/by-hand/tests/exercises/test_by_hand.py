"""Commands by hand in production: those that may be run are, and three are not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ["sh", str(ROOT / "deploy/bin/manage")]  # whether it is executable, the file system says
HERE = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
REFUSED = ["flush", "seed_catalog", "runserver"]


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run the script from another folder, as a container may."""
    return subprocess.run(
        [*SCRIPT, *words], cwd="/", env=HERE, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_command_gets_its_words() -> None:
    done = run("help", "--commands")

    assert done.returncode == 0, done.stderr
    assert {"migrate", "tasks"} <= set(done.stdout.split())


def test_it_becomes_the_command(tmp_path: Path) -> None:
    (tmp_path / "python").write_text("#!/bin/sh\necho $$\n")
    (tmp_path / "python").chmod(0o755)
    path = {**HERE, "PATH": f"{tmp_path}:{HERE['PATH']}"}

    with subprocess.Popen([*SCRIPT, "tasks"], env=path, stdout=subprocess.PIPE, text=True) as process:
        said, _ = process.communicate(timeout=60)

    assert said == f"{process.pid}\n"


@pytest.mark.parametrize("command", REFUSED)
def test_what_has_no_place_in_production_is_refused(command: str) -> None:
    done = run(command, "--help")

    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (64, "", 2)
    assert lines[0].startswith(f"Not in production: `{command}`.")
    assert lines[1].startswith("Do: ")


def test_its_name_further_behind_passes() -> None:
    done = run("help", "flush")

    assert done.returncode == 0, done.stderr
    assert "Removes ALL DATA" in done.stdout
