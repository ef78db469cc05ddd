"""Order the pages: tabs, sections, and what comes before and after what."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from shopwright.course.manifest import Chapter
from shopwright.site import parts
from shopwright.site.articles import FOLDER, PILLARS
from shopwright.site.handwritten import Written

Entry = str | dict[str, "str | list[Entry]"]
COURSE, RUNBOOKS, TEACH = "course", "runbooks", "teach"


def navigation(written: Sequence[Written], made: Iterable[str], chapters: Sequence[Chapter]) -> list[Entry]:
    """Return mkdocs' `nav`: a tab for each folder of `docs/` that has an index, filled with what was made.

    Args:
        written: the hand-written pages.
        made: the paths of the generated pages.
        chapters: the chapters in their order.
    """
    there = list(made)
    tabs = sorted((page for page in written if _is_tab(page)), key=lambda page: page.order)
    entries: list[Entry] = []
    for tab in tabs:
        folder = _folder(tab)
        inside = sorted((page for page in written if _folder(page) == folder), key=lambda page: page.order)
        others = [page for page in inside if page != tab]
        children: list[Entry] = [tab.page, *(_articles(others) if folder == FOLDER else _pages(others))]
        if folder == COURSE:
            children += _course(chapters, there)
        if folder == RUNBOOKS:
            children += [page for page in there if page.startswith(f"{RUNBOOKS}/")]
        if folder == TEACH:
            children += _notes(chapters, there)
        entries.append({str(tab.meta.get("tab", tab.meta.get("title", folder))): children})
    return entries


def _folder(page: Written) -> str:
    return PurePosixPath(page.page).parent.as_posix()


def _is_tab(page: Written) -> bool:
    path = PurePosixPath(page.page)
    return path.name == "index.md" and len(path.parts) == 2


def _pages(written: Sequence[Written]) -> list[Entry]:
    return [page.page for page in written]


def _articles(written: Sequence[Written]) -> list[Entry]:
    groups = {
        name: [page for page in written if page.meta["pillar"] == slug] for slug, name in PILLARS.items()
    }
    return [{name: _pages(pages)} for name, pages in groups.items() if pages]


def _course(chapters: Sequence[Chapter], made: Sequence[str]) -> list[Entry]:
    names = list(dict.fromkeys(chapter.part for chapter in chapters))
    return [
        {name: [_chapter(chapter, made) for chapter in chapters if chapter.part == name]} for name in names
    ]


def _chapter(chapter: Chapter, made: Sequence[str]) -> Entry:
    steps: list[Entry] = [parts.step_page(step) for step in chapter.steps]
    exercises: list[Entry] = [page for page in made if page.startswith(f"course/{chapter.slug}/exercises/")]
    return {f"{chapter.number}. {chapter.title}": [parts.lesson_page(chapter), *steps, *exercises]}


def _notes(chapters: Sequence[Chapter], made: Sequence[str]) -> list[Entry]:
    notes: list[Entry] = [page for chapter in chapters if (page := parts.teaching_page(chapter)) in made]
    return [{"Notes by chapter": notes}] if notes else []
