"""Build the site: make the pages, then let mkdocs turn them into HTML.

    docs/ + chapters/ + template/  ->  build/site/pages  ->  build/site/html

The pages are complete before mkdocs starts, so that any program that reads mkdocs.yml can take its place.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from shopwright.errors import Problem
from shopwright.site import diagrams, lessons, publishing, runbooks, styles
from shopwright.site.assets import copy_fonts, copy_scripts
from shopwright.site.handwritten import written_pages
from shopwright.site.material import Material
from shopwright.site.navigation import navigation
from shopwright.site.quoting import Quotations

_MERMAID = re.compile(r"^ *```+ *mermaid", re.MULTILINE)


@dataclass(frozen=True)
class Built:
    """What was built: where the HTML lies, and how many pages there are."""

    html: Path
    pages: int


def build(root: Path, out: Path, *, strict: bool = True, address: str = "") -> Built:
    """Build the site of the kit in `root` into `out/html`; with what names its address, if it has one.

    Raises:
        Problem: a page refers to what is not there, quotes the store by hand, or mkdocs refuses it.
    """
    address = publishing.checked(address)
    material = Material(root)
    check_quotations(material)
    made = make_pages(material, out, address)
    run_mkdocs(out, strict=strict)
    publishing.finish(material, out / "html", made, address)
    return Built(out / "html", len(made))


def check_quotations(material: Material) -> None:
    """Refuse pages, lessons, exercises and notes that repeat code of the store."""
    quotations = Quotations(material.texts())
    for folder in ("docs", "chapters"):
        for file in sorted((material.root / folder).rglob("*.md")):
            quotations.check(file.read_text("utf-8"), material.shown(file))


def make_pages(material: Material, out: Path, address: str = "") -> Mapping[str, str]:
    """Write all pages, their assets and the configuration below `out`; return the pages by path."""
    pages = out / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    docs = material.root / "docs"
    shutil.copytree(
        docs, pages, ignore=shutil.ignore_patterns("*.md", "*.toml", "published.txt", "overrides", "diagrams")
    )
    written = written_pages(material)
    generated = {**dict(lessons.pages(material)), **dict(runbooks.pages(material))}
    copy_fonts(pages / "assets" / "fonts")
    made = publishing.headed(material, out, {page.page: page.text for page in written} | generated, address)
    made = {path: diagrams.with_drawings(material.root, text) for path, text in made.items()}
    for path, text in made.items():
        file = pages / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_with_mermaid(text), "utf-8")
    mermaid = any(_MERMAID.search(text) for text in made.values())
    copy_scripts(material.root, pages / "assets" / "scripts", mermaid=mermaid)
    nav = navigation(written, generated, material.course.chapters)
    css = styles.merge(material.root, pages)
    _write_configuration(material.root, out, {"nav": nav, "extra_css": css, "site_url": address})
    return made


def _with_mermaid(text: str) -> str:
    """Say in the head of a page that it draws, so that only such pages load the program that does it."""
    if not _MERMAID.search(text):
        return text
    if text.startswith("---\n"):
        return text.replace("---\n", "---\nmermaid: true\n", 1)
    return f"---\nmermaid: true\n---\n{text}"


def _write_configuration(root: Path, out: Path, more: Mapping[str, object]) -> None:
    here = {
        "INHERIT": os.path.relpath(root / "mkdocs.yml", out),
        "docs_dir": "pages",
        "site_dir": "html",
        "theme": {"custom_dir": os.path.relpath(root / "docs" / "overrides", out)},
        **more,
    }
    head = "# Written by `shopwright site build`: the settings of mkdocs.yml with the pages in their order.\n"
    (out / "mkdocs.yml").write_text(head + yaml.safe_dump(here, sort_keys=False, allow_unicode=True), "utf-8")


def run_mkdocs(out: Path, *, strict: bool) -> None:
    """Turn the pages in `out` into HTML; a warning fails a strict build."""
    # Not with --quiet: it silences warnings, and what is silent does not fail a strict build.
    command = [sys.executable, "-m", "mkdocs", "build", "--clean", "-f", str(out / "mkdocs.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [*command, *(["--strict"] if strict else [])],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        wrong = [line for line in said if line.startswith(("WARNING", "ERROR"))] or said
        raise Problem(
            "mkdocs did not build the site.",
            found="\n       ".join(wrong[-12:]) or f"exit code {done.returncode}.",
            do="mend the page that is named; generated pages come from chapters/, the others from docs/.",
        )
