"""The pages of `docs/`: read, expanded, and put in their place in the navigation.

A folder with an `index.md` is a tab. Its front matter says `tab` (the name) and `order`; the other pages of
the folder follow by their own `order`. So a new page is one new file, and no list has to be kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopwright.site import (
    articles,
    entities,
    errata,
    errors_page,
    glossary,
    maps,
    overview,
    plans,
    reference,
    runbooks,
    states_page,
)
from shopwright.site.directives import LESSON, Context, Directive, expand
from shopwright.site.heads import head_of
from shopwright.site.material import Material

SITE: Mapping[str, Directive] = {
    **LESSON,
    "articles": articles.articles,
    "chapters": overview.chapters,
    "commands": reference.commands,
    "course-map": maps.course_map,
    "domain-map": maps.domain_map,
    "drills": runbooks.drill_table,
    "entities": entities.entity_diagrams,
    "environment": reference.environment,
    "errata": errata.errata,
    "errors": errors_page.errors,
    "excerpt": overview.excerpt,
    "glossary": glossary.glossary,
    "figures": overview.figures,
    "log": overview.log,
    "notes": overview.notes,
    "papers": runbooks.paper_list,
    "parts": reference.store_parts,
    "plans": plans.plans,
    "questions": reference.questions,
    "runbooks": runbooks.runbook_list,
    "states": states_page.states,
}


@dataclass(frozen=True)
class Written:
    """A page that somebody wrote: its path in the site, its expanded text, its front matter."""

    page: str
    text: str
    meta: Mapping[str, Any]

    @property
    def order(self) -> tuple[int, str]:
        """Where the page stands among its siblings."""
        return int(self.meta.get("order", 100)), self.page


def written_pages(material: Material) -> list[Written]:
    """Return every page of `docs/`."""
    docs = material.root / "docs"
    files = sorted(file for file in docs.rglob("*.md") if "overrides" not in file.relative_to(docs).parts)
    return [_written(material, docs, file) for file in files]


def _written(material: Material, docs: Path, file: Path) -> Written:
    page = file.relative_to(docs).as_posix()
    text = file.read_text("utf-8")
    context = Context(material, page, material.shown(file), step=material.course.steps[-1])
    is_article = articles.is_article(page)
    linked = glossary.with_links(text, page, material.terms)[0] if is_article else text
    head, expanded = head_of(text, context.file), expand(linked, context, SITE)
    if is_article:
        expanded = articles.framed(
            articles.article_of(page, head, context.file, material.course), expanded, text
        )
    return Written(page, expanded, head)
