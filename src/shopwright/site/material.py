"""Everything that pages are made from, read once: the course, its trees, and the store at its end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from shopwright.course.manifest import Chapter, Course, Step, load_course
from shopwright.course.template import Template
from shopwright.course.tree import Change, Tree, changes
from shopwright.site import needs
from shopwright.site.terms import Term, read_terms


@dataclass(frozen=True)
class Material:
    """What the site shows. `root` is the folder of the kit: it holds chapters/, template/ and docs/."""

    root: Path
    _made: dict[str, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], tuple[str, str]]) -> tuple[str, str]:
        """Return a page that depends on the course and the template alone, made at the first call."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def course(self) -> Course:
        """The chapters and their steps."""
        return load_course(self.root)

    @cached_property
    def _trees(self) -> Sequence[Tree]:
        return Template(self.root / "template").trees(self.course)

    @property
    def last(self) -> Tree:
        """The store at the end of the course."""
        return self._trees[-1]

    @cached_property
    def brought(self) -> Mapping[str, Step]:
        """The step that brought each file."""
        return needs.owners(self.course, self._trees)

    @cached_property
    def needs(self) -> needs.Graph:
        """The chapters that each chapter stands on, by slug."""
        return needs.chapter_needs(self.course, self._trees, self.brought)

    @cached_property
    def terms(self) -> Sequence[Term]:
        """The words of the glossary."""
        return read_terms(self.root, self.course)

    def tree(self, step: Step) -> Tree:
        """Return the store as it is after a step."""
        return self._trees[step.number]

    def changes(self, step: Step) -> list[Change]:
        """Return what a step changes, ordered by path."""
        return changes(self._trees[step.number - 1], self._trees[step.number])

    def texts(self) -> Mapping[str, str]:
        """Return the text files of the finished store by path."""
        return {path: blob.text for path, blob in self.last.items() if not blob.is_binary}

    def chapter_of(self, step: Step) -> Chapter:
        """Return the chapter that a step belongs to."""
        return self.course.chapter(step.chapter)

    def shown(self, file: Path) -> str:
        """Return a file's path as messages name it: below the kit's folder."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else str(file)
