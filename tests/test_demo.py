"""`shopwright demo`: what it refuses before it starts, what a second run touches, and the whole of it."""

import os
import shutil
import socket
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from shopwright import demo
from shopwright.course.template import JUNK
from shopwright.errors import Problem
from shopwright.store import TEMPLATE

from .running import answers, free_port, left_running, serving

MINIMAL = {"preset": "minimal"}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A copy of the template that a test may change."""
    ignored = shutil.ignore_patterns(*JUNK, "*.pyc")
    return Path(shutil.copytree(TEMPLATE, tmp_path / "template", ignore=ignored))


def store_of(template: Path) -> Path:
    """Give the folder of the store's files in a template."""
    return template / "{{cookiecutter.project_slug}}"


def moments(folder: Path) -> dict[str, int]:
    """Give when each file was written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_taken_port_is_noticed_before_the_work_starts() -> None:
    with socket.socket() as other:
        other.bind((demo.HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Problem) as refusal:
            demo.refuse_taken_port(port)

    assert str(refusal.value).splitlines()[:2] == [
        f"The demo could not start: port {port} is taken by another program.",
        f"Found: something answers on 127.0.0.1:{port}.",
    ]
    assert "`make demo PORT=" in refusal.value.do


def test_a_port_that_does_not_exist_is_refused_in_a_sentence() -> None:
    with pytest.raises(Problem, match="port 70000 cannot be used"):
        demo.refuse_taken_port(70000)


def test_a_full_disk_is_noticed_before_the_work_starts(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refusal:
        demo.refuse_full_disk(tmp_path / "not/yet/there", needed=10**18)

    assert str(tmp_path) in refusal.value.found
    assert "MB are needed" in refusal.value.found


def test_a_second_run_writes_nothing(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo.freshen(folder, MINIMAL, template)
    before = moments(folder)

    assert demo.freshen(folder, MINIMAL, template) == []
    assert moments(folder) == before


def test_a_changed_template_changes_these_files_and_no_other(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo.freshen(folder, MINIMAL, template)
    for path in (".local/data", ".env", ".venv/bin/python", "media/pot.webp"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("the running store's own\n")
    before = moments(folder)
    (store_of(template) / "new.txt").write_text("new\n")
    (store_of(template) / ".editorconfig").unlink()
    with (store_of(template) / "README.md").open("a") as readme:
        readme.write("One more line.\n")

    changed = demo.freshen(folder, MINIMAL, template)

    assert sorted(changed) == [".editorconfig", "README.md", "new.txt"]
    after = moments(folder)
    touched = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    names = {*changed, demo.RECORD}
    assert touched == {str(folder / name) for name in names}


def test_other_answers_remove_the_files_of_the_parts_they_leave_out(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo.freshen(folder, {"preset": "everything"}, template)
    assert (folder / "shop/bundles").is_dir()

    demo.freshen(folder, MINIMAL, template)

    assert [path for path in (folder / "shop").rglob("*bundle*") if path.is_file()] == []


def test_an_interrupted_run_is_taken_up_again(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo.freshen(folder, MINIMAL, template)
    record = demo.Record.read(folder)
    assert record
    demo.Record("", record.files).write(folder)
    (folder / "Makefile").unlink()

    assert demo.freshen(folder, MINIMAL, template) == ["Makefile"]


def test_a_missing_file_is_put_back(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo.freshen(folder, MINIMAL, template)
    (folder / "manage.py").unlink()

    assert demo.freshen(folder, MINIMAL, template) == ["manage.py"]


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "thesis.txt"
    own.write_text("Chapter 1\n")

    with pytest.raises(Problem, match="holds something else"):
        demo.freshen(tmp_path, MINIMAL)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_misspelt_preset_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refusal:
        demo.freshen(tmp_path / "demo", {"preset": "minmal"})

    assert refusal.value.do == "write `preset=minimal`."
    assert not (tmp_path / "demo").exists()


def test_what_tools_left_in_the_template_does_not_count(template: Path, tmp_path: Path) -> None:
    before = demo.fingerprint(template, MINIMAL)
    (store_of(template) / "shop/__pycache__").mkdir(exist_ok=True)
    (store_of(template) / "shop/__pycache__/x.pyc").write_bytes(b"\0")

    assert demo.fingerprint(template, MINIMAL) == before


def test_the_demo_serves_until_ctrl_c_and_keeps_its_data(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    port = free_port()
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "PYTEST_"))}
    command = [sys.executable, "-m", "shopwright", "demo", "--port", str(port), "--dir", str(folder)]

    with serving(command, tmp_path, env) as first:
        first.wait_until_open(180)
        with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert page.status == 200
        with serving(command, tmp_path, env) as beside:
            assert beside.process.wait(60) == 1
        assert "is taken by another program" in beside.text
    assert "Traceback" not in first.text
    assert first.code in (0, 2, 130, -2)
    assert not answers(port)
    assert left_running(folder) == []

    with serving(command, tmp_path, env) as second:
        second.wait_until_open(60)
    assert "is up to date" in second.text
    assert "Installing" not in second.text
    assert password(first.text) == password(second.text)


def password(said: str) -> str:
    """Give the admin's password that was printed, which lives as long as the data."""
    lines = [line for line in said.splitlines() if "Sign in" in line]
    assert lines
    return lines[0].split()[-1]
