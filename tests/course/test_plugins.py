"""Pytest does at a step what it does for a reader who has installed what the step names."""

from pathlib import Path

import pytest

from shopwright.course.bench import Bench
from shopwright.course.plugins import leaving_out


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose environment has two packages with plugins, and one without."""
    for package, plugin in {"pytest_early": "early", "Pytest.Late": "late", "plain": ""}.items():
        info = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages" / f"{package}-1.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[pytest11]\n{plugin} = module\n" if plugin else "")
    return tmp_path


@pytest.mark.parametrize(
    ("named", "options"),
    [
        ('dev = ["pytest-early>=1", "Pytest_Late"]', ""),
        ('dev = ["pytest-early"]', "-p no:late"),
        ('dev = ["pytest-early-bird"]', "-p no:early -p no:late"),
    ],
)
def test_plugins_of_packages_that_a_step_does_not_name_are_left_out(
    project: Path, named: str, options: str
) -> None:
    (project / "pyproject.toml").write_text(named)

    assert leaving_out(project) == options
    assert Bench(project).surroundings["PYTEST_ADDOPTS"] == f"-p kept_databases {options}".strip()


def test_a_project_without_a_declaration_has_none(project: Path) -> None:
    assert leaving_out(project) == "-p no:early -p no:late"
