"""How long the site takes from nothing, and one changed lesson, as `site serve --watch` builds it."""

import shutil
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, seconds
from shopwright.course.manifest import load_course
from shopwright.course.template import JUNK
from shopwright.site.assets import install_scripts
from shopwright.site.build import build
from shopwright.site.watch import Watcher
from shopwright.store import ROOT

SOURCES = ("chapters", "docs", "template")


def run() -> list[Figure]:
    """Measure on a copy of the kit's sources, whose lessons are changed one after the other."""
    install_scripts(ROOT)  # what npm downloads is not the site's time
    with tempfile.TemporaryDirectory() as folder:
        kit = _copy(Path(folder, "kit"))
        out = kit / "build" / "site"
        out.mkdir(parents=True)
        built: list[int] = []
        whole = seconds(lambda: built.append(build(kit, out).pages))
        watcher = Watcher(kit, out)
        watcher.update()
        lessons = iter(chapter.lesson for chapter in load_course(kit).chapters)

        def change() -> None:
            lesson = next(lessons)
            lesson.write_text(lesson.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
            if (update := watcher.update()).whole or len(update.pages) != 1:
                raise AssertionError(f"{lesson} is one page, and not {update}")

        changed = seconds(change, times=5)
    return [
        Figure("the site from nothing", whole, "s", below=60),
        Figure("pages", built[0], ""),
        Figure("one changed lesson, while serving", changed, "s", below=5),
    ]


def _copy(kit: Path) -> Path:
    """Copy what a benchmark changes, and lend the rest."""
    kit.mkdir()
    for name in SOURCES:
        shutil.copytree(ROOT / name, kit / name, ignore=shutil.ignore_patterns(*JUNK, "*.pyc"))
    for file in ROOT.iterdir():
        if file.name not in {*SOURCES, *JUNK, "build"}:
            (kit / file.name).symlink_to(file)
    return kit
