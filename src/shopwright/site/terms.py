"""Read the words of the glossary from their one file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shopwright.course.manifest import Course
from shopwright.course.toml import read_toml
from shopwright.errors import Problem

FILE = "docs/reference/glossary.toml"


@dataclass(frozen=True)
class Term:
    """A word of the glossary.

    Attributes:
        spellings: the name and its other forms.
        read: the chapter and the anchor where it is explained, as in `checkout#a-key-for-each-wish`.
        only: the chapters and articles in which alone the word means this; all, if there are none.
        unless: those in which it means something else.
    """

    name: str
    spellings: tuple[str, ...]
    meaning: str
    read: str
    only: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def is_meant(self, slug: str) -> bool:
        """Whether the word has this meaning in a chapter or an article."""
        return slug not in self.unless and (not self.only or slug in self.only)

    @property
    def anchor(self) -> str:
        """Where it stands on the glossary's page."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


def read_terms(root: Path, course: Course) -> tuple[Term, ...]:
    """Return the words of the glossary by name; none if there is no such file.

    Raises:
        Problem: a spelling stands there twice, or a word names a chapter that does not exist.
    """
    file = root / FILE
    if not file.is_file():
        return ()
    top = read_toml(file, "the glossary")
    top.only("term")
    terms: list[Term] = []
    for table in top.tables("term", "the term"):
        table.only("name", "forms", "meaning", "read", "only", "unless")
        name = table.text("name")
        term = Term(
            name, (name, *table.texts("forms")), table.text("meaning"), table.text("read"),
            table.texts("only"), table.texts("unless"),
        )  # fmt: skip
        course.chapter(term.read.partition("#")[0])
        _refuse_twin(term, terms)
        terms.append(term)
    return tuple(sorted(terms, key=lambda term: term.name.lower()))


def _refuse_twin(term: Term, others: Sequence[Term]) -> None:
    for other in others:
        if twice := {word.lower() for word in term.spellings} & {word.lower() for word in other.spellings}:
            raise Problem(
                f"{FILE}: a word is explained twice.",
                found=f"`{min(twice)}`, of `{other.name}` and of `{term.name}`.",
                do="say it once; two spellings of one word are its `forms`.",
            )
