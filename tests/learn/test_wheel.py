"""The wheel carries the course: `learn` works from it in an empty folder, and writes the same commits."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from shopwright.course.environment import find_uv
from shopwright.course.history import build
from shopwright.course.manifest import load_course
from shopwright.course.opening import KIT
from shopwright.course.template import Template


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer does it."""
    out = tmp_path_factory.mktemp("wheel")
    command = [find_uv(KIT), "build", "--wheel", "--quiet", "--out-dir", str(out), str(KIT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = out.glob("*.whl")
    # Installers keep the bit that lets a file be executed; zipfile's own `extractall` does not.
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            file = Path(archive.extract(entry, out / "site"))
            file.chmod(0o755 if entry.external_attr >> 16 & 0o111 else 0o644)
    return out / "site"


def run(installed: Path, folder: Path, *words: str) -> str:
    """Run the command of the wheel in a folder."""
    command = [sys.executable, "-m", "shopwright", *words]
    env = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_list_is_shown_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    said = run(installed, tmp_path, "learn", "list")

    assert "05-products" in said
    assert list(tmp_path.iterdir()) == []


def test_a_copy_from_the_wheel_has_the_commits_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    said = run(installed, tmp_path, "learn", "start", "products")

    head = build(load_course(KIT), Template(KIT / "template"), tmp_path / "course").head
    assert head[:12] in said
