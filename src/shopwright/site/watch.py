"""Build again what changed, while the site is served: one lesson takes a few seconds, not a minute.

The pages are made anew beside the old ones, which is quick: pages of steps depend on the template and on the
manifests alone, and are kept as long as these stay. Only pages that came out different are given to mkdocs
(by its `--dirty`, which leaves the others as they are); where the navigation changes, all are.
"""

import filecmp
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from shopwright.course.template import JUNK
from shopwright.errors import Problem
from shopwright.site import publishing
from shopwright.site.build import check_quotations, make_pages, run_mkdocs
from shopwright.site.material import Material

INDEX = Path("search", "search_index.json")
SCRIPT, ASSIGNMENT = Path("search", "search_index.js"), "var __index = "  # for pages opened as files
EXPECTED = ("'dirty' build", "stale files")

Seen = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Update:
    """What an update did: the pages that came out different, whether all was built, and how long it took."""

    pages: tuple[str, ...]
    whole: bool
    seconds: float


@dataclass
class Watcher:
    """Keeps `out/html` as the sources in `root` have it.

    Args:
        root: the folder with chapters/, template/ and docs/.
        out: the folder that `build` wrote.
    """

    root: Path
    out: Path
    _material: Material | None = None
    _seen: Seen = field(default_factory=dict)

    def changed(self) -> bool:
        """Whether a source differs from what the last update found."""
        return self._sources() != self._seen

    def update(self) -> Update:
        """Build what differs.

        Raises:
            Problem: a page refers to what is not there, or mkdocs refuses it. The next update tries again.
        """
        begin = time.monotonic()
        seen = self._sources()
        material = self._known(seen)
        self._seen = seen
        check_quotations(material)
        # Beside `out`, so that the paths in its configuration are those of `out`.
        beside = self.out.with_name(f"{self.out.name}-next")
        try:
            made = make_pages(material, beside)
            stamp = self._configure(beside, made)
            pages = tuple(_take_over(beside / "pages", self.out / "pages"))
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        mark = self.out / "built.json"
        whole = not mark.exists() or mark.read_text("utf-8") != stamp
        if whole:
            run_mkdocs(self.out, strict=True)
            mark.write_text(stamp, "utf-8")
        elif pages:
            self._build_dirty()
        if whole or pages:
            changed = None if whole else [page for page in pages if page in made]
            publishing.finish(material, self.out / "html", made, address="", changed=changed)
        return Update(pages, whole, time.monotonic() - begin)

    def _known(self, seen: Seen) -> Material:
        """Return the trees and steps of before, unless something changed that decides about them."""
        decisive = [_decisive(seen, self.root), _decisive(self._seen, self.root)]
        if self._material is None or decisive[0] != decisive[1]:
            self._material = Material(self.root)
        return self._material

    def _sources(self) -> dict[str, tuple[int, int]]:
        folders = [self.root / name for name in ("chapters", "docs", "template")]
        files = [self.root / "mkdocs.yml", *(file for folder in folders for file in _files(folder))]
        found: dict[str, tuple[int, int]] = {}
        for file in files:
            with suppress(FileNotFoundError):  # an editor's file, gone again
                stat = file.stat()
                found[str(file)] = (stat.st_mtime_ns, stat.st_size)
        return found

    def _configure(self, beside: Path, made: Mapping[str, str]) -> str:
        """Write the configuration, and return all that makes every page look different where it changes.

        Each page's title stands in it: mkdocs takes titles from the pages, and does not read those that stay.
        """
        settings = yaml.safe_load((beside / "mkdocs.yml").read_text("utf-8"))
        settings["nav"] = _titled(settings["nav"], made)
        text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
        (self.out / "mkdocs.yml").write_text(text, "utf-8")
        look = [self.root / "mkdocs.yml", *sorted(_files(self.root / "docs" / "overrides"))]
        return json.dumps([text, *(file.read_text("utf-8") for file in look)])

    def _build_dirty(self) -> None:
        html = self.out / "html"
        before = json.loads((html / INDEX).read_text("utf-8"))
        command = [sys.executable, "-m", "mkdocs", "build", "--dirty", "-f", str(self.out / "mkdocs.yml")]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        _put_back(html, before)
        said = (done.stderr + done.stdout).splitlines()
        wrong = [line for line in said if line.startswith(("WARNING", "ERROR"))]
        wrong = [line for line in wrong if not any(part in line for part in EXPECTED)]
        if done.returncode or wrong:
            raise Problem(
                "mkdocs did not build the change as it should.",
                found="\n       ".join(wrong) or f"exit code {done.returncode}.",
                do="mend the page that is named; generated pages come from chapters/, the others from docs/.",
            )


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in JUNK]
        yield from (Path(place, name) for name in files if not name.endswith((".pyc", "~", ".swp")))


def _decisive(seen: Seen, root: Path) -> dict[str, tuple[int, int]]:
    template = f"{root / 'template'}{os.sep}"
    return {name: stat for name, stat in seen.items() if name.startswith(template) or name.endswith(".toml")}


def _take_over(fresh: Path, kept: Path) -> Iterator[str]:
    """Make one folder equal to another, touch nothing that is equal already, and yield what was touched."""
    new = {file.relative_to(fresh) for file in fresh.rglob("*") if file.is_file()}
    old = {file.relative_to(kept) for file in kept.rglob("*") if file.is_file()}
    for name in sorted(old - new):
        (kept / name).unlink()
        yield name.as_posix()
    for name in sorted(new):
        if name not in old or not filecmp.cmp(fresh / name, kept / name, shallow=False):
            (kept / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(fresh / name, kept / name)  # with the time of now: mkdocs compares times
            yield name.as_posix()


def _titled(entry: Any, made: Mapping[str, str]) -> Any:  # noqa: ANN401 - nav is lists, tables and paths
    """Return a part of the navigation with a title for each page that has none there."""
    if isinstance(entry, list):
        return [_titled(child, made) for child in entry]
    if isinstance(entry, dict):
        return {
            name: child if isinstance(child, str) else _titled(child, made) for name, child in entry.items()
        }
    head = made[entry].removeprefix("---\n").partition("\n---\n")[0] if entry in made else ""
    title = yaml.safe_load(head).get("title") if head else None
    return {title: entry} if title else entry


def _put_back(html: Path, before: Mapping[str, Any]) -> None:
    """Give the search index back what it knew about pages that were not built."""
    now = json.loads((html / INDEX).read_text("utf-8"))
    docs: dict[str, list[Mapping[str, str]]] = {_page(doc): [] for doc in before["docs"]}
    built = {_page(doc) for doc in now["docs"]}
    for doc in (*(doc for doc in before["docs"] if _page(doc) not in built), *now["docs"]):
        docs.setdefault(_page(doc), []).append(doc)
    now["docs"] = [doc for found in docs.values() for doc in found]
    text = json.dumps(now, separators=(",", ":"))
    (html / INDEX).write_text(text, "utf-8")
    if (html / SCRIPT).exists():
        (html / SCRIPT).write_text(f"{ASSIGNMENT}{text}", "utf-8")


def _page(doc: Mapping[str, str]) -> str:
    return doc["location"].partition("#")[0]
