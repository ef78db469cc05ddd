"""README.md and its neighbours promise only what is there."""

import re
from pathlib import Path

import pytest

from shopwright.store import ROOT

PAGES = ["README.md", "CONTRIBUTING.md", "benchmarks/README.md"]


def text(page: str) -> str:
    """Give a page's text."""
    return (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_somewhere(page: str) -> None:
    targets = re.findall(r'\]\(([^)]+)\)|src="([^"]+)"', text(page))
    local = [link or source for link, source in targets if "://" not in link + source]

    assert [target for target in local if not ((ROOT / page).parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_folders_and_files_that_are_named_are_there(page: str) -> None:
    named = re.findall(r"`((?:template|chapters|docs|src|tests|benchmarks)/[\w./{}-]*)`", text(page))

    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_verbs_that_are_named_are_verbs(page: str) -> None:
    verbs = set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))

    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", text(page)))

    assert named <= verbs


def test_no_committed_file_names_a_registry() -> None:
    registries = re.compile(r"https?://[\w.-]*(?:pypi\.(?:org|python)|pythonhosted|npmjs|yarnpkg)[\w.-]*")
    files = [ROOT / name for name in ("constraints.txt", "package-lock.json", "package.json", "Makefile")]
    files += [*ROOT.glob("template/*/constraints.txt"), *ROOT.glob(".github/workflows/*")]

    assert [str(file) for file in files if file.exists() and registries.search(file.read_text("utf-8"))] == []


def test_the_kit_and_its_template_have_one_version() -> None:
    versions = {
        re.findall(r'^version = "(.+)"', text("pyproject.toml"), re.MULTILINE)[0],
        re.findall(r'"_version": "(.+)"', text("template/cookiecutter.json"))[0],
    }

    assert len(versions) == 1


def test_nobody_who_reads_is_told_that_it_is_easy() -> None:
    prose = [*map(Path, PAGES), *(path.relative_to(ROOT) for path in ROOT.glob("template/*/README.md"))]

    assert [
        str(page) for page in prose if re.search(r"\b(simply|just)\b", text(str(page)), re.IGNORECASE)
    ] == []


def test_plans_that_articles_show_are_those_of_the_benchmark() -> None:
    run = text("benchmarks/results/million-plans.txt")
    articles = [page.read_text("utf-8") for page in (ROOT / "docs" / "articles").glob("*.md")]
    shown = [fence for page in articles for fence in re.findall(r"```text\n(.*?)```", page, re.DOTALL)]
    plans = [fence for fence in shown if "actual rows=" in fence]

    assert len(plans) >= 2
    assert [plan for plan in plans if plan not in run] == []
