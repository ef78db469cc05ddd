"""A store takes newer versions of the template, and keeps what its owner changed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import BIN, Run, commit_all, kit_in

STORE = "template/{{cookiecutter.project_slug}}"
Commit = Callable[[Path], None]


@pytest.fixture
def commit(run: Run) -> Commit:
    """Commit all that is in a folder, which becomes a repository first."""
    return lambda folder: commit_all(folder, run)


@pytest.fixture
def kit(run: Run, tmp_path: Path) -> Path:
    """A repository of what a buyer needs of this one."""
    return kit_in(tmp_path / "kit", run)


@pytest.fixture
def store(kit: Path, commit: Commit, run: Run, tmp_path: Path) -> Path:
    """A store that its owner made with cruft, and committed."""
    options = ["--directory", "template", "--no-input", "--default-config", "--output-dir", tmp_path]
    run(BIN / "cruft", "create", kit, *options, "--extra-context", '{"preset": "minimal"}', cwd=tmp_path)
    folder = tmp_path / "kiln-and-cloth"
    commit(folder)
    return folder


def replace(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def release(kit: Path) -> None:
    """Change the template as a next version would: files, a question, and the extension itself."""
    replace(kit / "template/cookiecutter.json", '"_version": "2026.1"', '"_version": "2099.1"')
    replace(
        kit / "template/cookiecutter.json",
        '  "license": "MIT",',
        '  "motto": "Made slowly",\n  "__motto": "{{ checked(\'motto\') }}",\n  "license": "MIT",',
    )
    replace(
        kit / "template/shopwright_answers.py",
        '    "license": _check_choice,',
        '    "license": _check_choice,\n    "motto": _check_name,',
    )
    replace(
        kit / "template/shopwright_template.py",
        "for function in (reached,",
        'environment.globals["shout"] = str.upper\n    for function in (reached,',
    )
    replace(
        kit / STORE / "README.md",
        "# {{ cookiecutter.project_name }}\n",
        "# {{ cookiecutter.project_name }}\n\n{{ shout(cookiecutter.motto) }}.\n",
    )
    (kit / STORE / "config/motto.txt").write_text("{{ cookiecutter.motto }}\n")


def test_an_update_merges_with_the_owners_changes(kit: Path, store: Path, commit: Commit, run: Run) -> None:
    replace(store / "README.md", "## Production\n", "## Our production\n\nAsk Anna.\n")
    (store / "shop/ours.py").write_text("OURS = True\n")
    (store / ".editorconfig").unlink()
    commit(store)
    release(kit)
    commit(kit)

    run(BIN / "cruft", "update", "--skip-apply-ask", cwd=store)

    readme = (store / "README.md").read_text("utf-8")
    assert "MADE SLOWLY." in readme
    assert "## Our production\n\nAsk Anna.\n" in readme
    assert "<<<<" not in readme
    assert (store / "shop/ours.py").read_text() == "OURS = True\n"
    assert not (store / ".editorconfig").exists()
    assert (store / "config/motto.txt").read_text() == "Made slowly\n"
    kept = json.loads((store / ".shopwright.json").read_text("utf-8"))
    assert (kept["version"], kept["answers"]["preset"], kept["parts"]) == (
        "2099.1",
        "minimal",
        ["storefront"],
    )
    assert list(store.rglob("*.rej")) == []


def test_an_update_may_add_a_part(store: Path, commit: Commit, run: Run) -> None:
    run(BIN / "cruft", "update", "-y", "--variables-to-update", '{"with_parts": "github"}', cwd=store)

    kept = json.loads((store / ".shopwright.json").read_text("utf-8"))
    assert kept["parts"] == ["storefront", "github"]
    assert any((store / ".github/workflows").iterdir())


def test_cruft_refuses_what_the_command_line_of_cookiecutter_refuses(
    kit: Path, run: Run, tmp_path: Path
) -> None:
    wrong = ["--extra-context", '{"prest": "minimal"}']
    refusal = run(
        BIN / "cruft",
        "create",
        kit,
        "--directory",
        "template",
        "--no-input",
        *wrong,
        cwd=tmp_path,
        succeeds=False,
    )

    assert "`preset=…` instead of `prest=…`" in refusal.stdout + refusal.stderr
    assert not (tmp_path / "kiln-and-cloth").exists()


def test_a_newer_template_is_noticed(kit: Path, store: Path, commit: Commit, run: Run) -> None:
    run(BIN / "cruft", "check", cwd=store)
    release(kit)
    commit(kit)

    run(BIN / "cruft", "check", cwd=store, succeeds=False)
