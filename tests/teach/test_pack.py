"""One archive is enough: a machine with Python and git, and no network, comes to an exercise's check."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from typer.testing import CliRunner

from shopwright.cli import app
from shopwright.course.manifest import load_course
from shopwright.course.opening import KIT
from shopwright.course.plans import find_plan
from shopwright.errors import Problem
from shopwright.site.assets import install_scripts
from shopwright.teach.papers import start_here
from shopwright.teach.wheelhouse import PLATFORMS, platforms_named, pythons_named, this_platform
from tests.browsing import Heard, context
from tests.site.conftest import small_kit

from .conftest import PLANS

CUT = ["unshare", "--user", "--map-root-user", "--net"]
ASK = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"

INSTALL = """
install:
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install -q pytest
	touch .venv/.installed
"""


def run(root: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["teach", "pack", *words, "--root", str(root)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature course with its pages and a plan, whose store needs pytest and installs it."""
    root = small_kit(tmp_path_factory.mktemp("kit") / "kit")
    (root / "chapters/plans.toml").write_text(PLANS, "utf-8")
    project = root / "template/{{cookiecutter.project_slug}}/pyproject.toml"
    text = project.read_text("utf-8")
    project.write_text(f'{text}\n[dependency-groups]\ndev = ["pytest>=9"]\n', "utf-8")
    makefile = project.with_name("Makefile")
    makefile.write_text(f"{makefile.read_text('utf-8')}{INSTALL}", "utf-8")
    return root


@pytest.fixture(scope="module")
def archive(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the plan, as the command makes it."""
    install_scripts(KIT, tools=True)
    out = tmp_path_factory.mktemp("pack") / "morning.zip"
    run(kit, "--plan", "morning", "--out", str(out))
    return out


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive on the machine of somebody else."""
    place = tmp_path_factory.mktemp("usb stick")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)
    return place / "morning"


def offline(*command: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command that has no network, not even to itself."""
    words = [*CUT, *map(str, command)]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def cut() -> None:
    """Skip where a process may not have a network of its own."""
    tried = subprocess.run([*CUT, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"the network cannot be cut here: {tried.stderr.strip()}")


def test_the_archive_holds_what_it_promises_and_its_sums_are_right(unpacked: Path) -> None:
    sums = dict(line.split("  ")[::-1] for line in (unpacked / "SHA256SUMS").read_text().splitlines())
    files = {file.relative_to(unpacked).as_posix() for file in unpacked.rglob("*") if file.is_file()}

    assert files == {*sums, "SHA256SUMS"}
    assert all(hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == sums[name] for name in sums)
    assert {name.split("/")[0] for name in files} == {
        "CHECKLIST.md", "SHA256SUMS", "START-HERE.md", "course.bundle", "exercises", "handouts", "pins",
        "room.json", "room.py", "schedule.md", "site", "slides", "wheels",
    }  # fmt: skip
    assert any(name.startswith("wheels/shopwright-") for name in files)
    pins = (
        unpacked / "pins" / f"{this_platform()}-{sys.version_info[0]}.{sys.version_info[1]}.txt"
    ).read_text()
    assert "pytest==" in pins
    assert "--hash=sha256:" in pins


def test_the_solutions_are_in_another_file(archive: Path, unpacked: Path) -> None:
    with zipfile.ZipFile(archive.with_name("morning-solutions.zip")) as packed:
        kept = packed.namelist()

    assert "morning-solutions/till/two-for-one/solution.patch" in kept
    assert not list((unpacked / "exercises").rglob("solution*"))
    assert not list((unpacked / "exercises").rglob("*.toml"))
    assert (unpacked / "exercises/till/two-for-one/tests/exercises/test_two_for_one.py").is_file()


def test_the_site_and_the_slides_open_from_a_folder(browser: Browser, unpacked: Path) -> None:
    heard = Heard()
    with context(browser) as room:
        page = room.new_page()
        heard.listen(page)
        for name in (
            "site/index.html",
            "site/course/till/index.html",
            "slides/all.html",
            "handouts/01-till.html",
        ):
            page.goto((unpacked / name).as_uri())
            assert page.locator("h1:visible").count() > 0, name

    assert heard.complaints == []
    assert [url for url in heard.requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.usefixtures("cut")
def test_without_a_network_an_exercise_is_checked_and_done(
    unpacked: Path, archive: Path, tmp_path: Path
) -> None:
    python, room = sys.executable, unpacked / "room.py"
    assert "Network is unreachable" in offline(python, "-c", ASK, cwd=tmp_path).stderr

    begun = offline(python, room, "begin", "--end", cwd=tmp_path)
    first = offline(python, room, "check", cwd=tmp_path)
    with zipfile.ZipFile(archive.with_name("morning-solutions.zip")) as packed:
        packed.extract("morning-solutions/till/two-for-one/solution.patch", tmp_path)
    patch = next(tmp_path.rglob("solution.patch"))
    offline("git", "-C", "shop", "apply", patch, cwd=tmp_path)
    second = offline(python, room, "check", "two-for-one", cwd=tmp_path)

    assert (begun.returncode, begun.stderr) == (0, "")
    assert "You stand at till-end in shop." in begun.stdout
    assert first.returncode == 1
    assert "open 1. " in first.stdout
    assert "Found: " in first.stdout
    assert f"Read:  {(unpacked / 'site/course/till/index.html').as_uri()}#" in first.stdout
    assert "At the start of an exercise, which is the tag till-end, that is expected." in first.stdout
    assert (second.returncode, second.stderr) == (0, "")
    assert "done 1. " in second.stdout
    assert "The exercise is done." in second.stdout


@pytest.mark.usefixtures("cut")
def test_without_a_network_the_machine_is_tried_and_the_kit_checks_a_copy(
    unpacked: Path, kit: Path, tmp_path: Path
) -> None:
    room, program = f"{sys.executable} '{unpacked}/room.py'", f"'{tmp_path}/kit/bin/shopwright'"
    root = f"--root '{kit}'"

    def shell(line: str, folder: Path = tmp_path) -> "subprocess.CompletedProcess[str]":
        return offline("bash", "-c", line, cwd=folder)

    tried = shell(f"{room} test")
    installed = shell(f"{room} learn")
    started = shell(f"{program} learn start till --end --into copy {root}")
    # The first check runs the bakery's own `make install`: pip finds pytest by the variables alone.
    checked = shell(f'eval "$({room} env)"; {program} learn check {root}', tmp_path / "copy")

    assert tried.stdout.splitlines()[-1] == "This machine is ready.", tried.stdout
    assert (installed.returncode, installed.stderr) == (0, "")
    assert f"eval \"$(python3 '{unpacked}/room.py' env)\"" in installed.stdout
    assert started.returncode == 0, started.stderr
    assert "open 1. " in checked.stdout, checked.stderr
    assert checked.returncode == 1


def test_half_an_installation_is_taken_away(unpacked: Path, tmp_path: Path) -> None:
    copy = Path(
        shutil.copytree(unpacked, tmp_path / "stick", ignore=shutil.ignore_patterns("typer-*", "site"))
    )
    done = subprocess.run(
        [sys.executable, copy / "room.py", "learn", "--folder", tmp_path / "kit"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "typer" in done.stderr
    assert not (tmp_path / "kit").exists()


def test_the_first_page_names_exercises_and_the_kit_where_it_can_be_used(kit: Path) -> None:
    plan = find_plan(load_course(kit), "morning")
    page = start_here(plan, ["linux-x86_64-3.11"], learn="till")

    assert "python3 room.py check two-for-one --folder exercise" in page
    assert "| Two for the price of one | `till` | `two-for-one` |" in page
    assert "kit/bin/shopwright learn start till\n" in page
    assert "EXERCISE" not in page
    assert "room.py learn" not in start_here(plan, ["linux-x86_64-3.11"])


def test_a_damaged_archive_and_wrong_names_are_told(unpacked: Path, tmp_path: Path) -> None:
    room = [sys.executable, str(unpacked / "room.py")]
    page = unpacked / "schedule.md"
    kept = page.read_bytes()
    page.write_bytes(b"something else")
    damaged = subprocess.run([*room, "test", "--quick"], capture_output=True, text=True, check=False)
    page.write_bytes(kept)
    unknown = subprocess.run([*room, "check", "nothing"], capture_output=True, text=True, check=False)
    (tmp_path / "mine").mkdir()
    taken = subprocess.run(
        [*room, "begin", "--folder", str(tmp_path / "mine")], capture_output=True, text=True, check=False
    )

    assert damaged.returncode == 1
    assert "FAIL  the archive: The archive is damaged.\nFound: schedule.md" in damaged.stdout
    assert "There is no exercise `nothing`.\nFound: two-for-one\n" in unknown.stderr
    assert "was not touched" in taken.stderr
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_dry_run_and_refusals_write_nothing(kit: Path, tmp_path: Path) -> None:
    said = run(kit, "--plan", "morning", "--out", str(tmp_path / "a.zip"), "--dry-run")
    assert "exercises/       1: two-for-one" in said
    (tmp_path / "b-solutions.zip").write_text("mine")
    for words, what in [
        (("--plan", "morning", "--out", str(tmp_path / "b.zip")), "was not written"),
        (("--plan", "morning", "--out", str(tmp_path / "c.zip"), "--site", str(kit)), "no site"),
        (("--chapters", "till,receipts", "--hours", "0.5", "--out", str(tmp_path / "d.zip")), "does not fit"),
        (("--plan", "morning", "--platform", "linux-x86"), "no platform `linux-x86`"),
        (("--plan", "morning", "--python", "3.9"), "no Python that the course runs on"),
    ]:
        with pytest.raises(Problem, match=what):
            run(kit, *words)

    assert [file.name for file in tmp_path.iterdir()] == ["b-solutions.zip"]


def test_a_machine_knows_its_name() -> None:
    assert [each.name for each in platforms_named("linux-x86_64, macos-arm64")] == [
        "linux-x86_64",
        "macos-arm64",
    ]
    assert pythons_named("3.11,3.13,3.11") == ["3.11", "3.13"]
    assert "manylinux_2_17_x86_64" in PLATFORMS["linux-x86_64"].tags


def test_what_the_room_reads_is_data(unpacked: Path) -> None:
    about = json.loads((unpacked / "room.json").read_text("utf-8"))

    assert (about["start"], about["chapters"]) == ("till-start", ["till", "receipts"])
    assert about["exercises"][0]["name"] == "two-for-one"
