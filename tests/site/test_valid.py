"""Each kind of page is valid HTML, as html-validate reads the standard; its rules of style are not asked."""

import json
import subprocess
from pathlib import Path

import pytest

from shopwright.site.addresses import GONE

from .test_access import KINDS, place

# `standard` is what the HTML standard demands, and nothing of taste.
RULES = {"root": True, "extends": ["html-validate:standard"]}


def wrong(files: list[Path], scripts: Path, folder: Path) -> list[str]:
    """What html-validate finds in files."""
    settings = folder / "htmlvalidate.json"
    settings.write_text(json.dumps(RULES), "utf-8")
    command = ["node", scripts / "html-validate/bin/html-validate.mjs", "--config", settings]
    done = subprocess.run(
        [*command, "--formatter", "json", *files], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("["), done.stderr
    return [
        f"{found['filePath'].rpartition('/')[2]}:{one['line']}: {one['ruleId']}: {one['message']}"
        for found in json.loads(done.stdout)
        for one in found["messages"]
    ]


def test_every_kind_of_page_is_valid(site: Path, scripts: Path, tmp_path: Path) -> None:
    assert wrong([site / place(site, kind) for kind in KINDS], scripts, tmp_path) == []


def test_a_page_that_leads_to_another_is_valid(scripts: Path, tmp_path: Path) -> None:
    page = tmp_path / "old.html"
    page.write_text(GONE.format(href="new.html", canonical="new.html", title="New"), "utf-8")

    assert wrong([page], scripts, tmp_path) == []


@pytest.mark.parametrize(
    "html", ["<ul><p>Bread</p></ul>", '<p id="a">x</p><p id="a">y</p>', "<p><div>x</div></p>"]
)
def test_what_is_not_valid_is_found(scripts: Path, tmp_path: Path, html: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f'<!doctype html><html lang="en"><head><title>x</title></head><body>{html}</body></html>', "utf-8"
    )

    assert wrong([page], scripts, tmp_path) != []
