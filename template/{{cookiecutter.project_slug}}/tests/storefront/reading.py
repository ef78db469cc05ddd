"""Reading a page as a program can: its elements in order, each with its attributes and its text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Protocol

VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    """An element, and all the text inside it."""

    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        """An attribute, or None."""
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """What a reader reads, its blanks made one."""
        return " ".join(" ".join(self.words).split())


class Reader(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """End the innermost element of that name; a page that nests wrongly fails here."""
        if tag in VOID or not self.open:
            return
        ended = self.open.pop()
        assert ended.tag == tag, f"</{tag}> ends a <{ended.tag}>"

    def handle_data(self, data: str) -> None:
        """Text belongs to everything around it."""
        for element in self.open:
            element.words.append(data)


@dataclass(frozen=True)
class ReadPage:
    """A page that was read."""

    elements: list[Element]

    def all(self, tag: str, **attributes: str) -> Iterator[Element]:
        """The elements with this tag and these attributes; `class_` stands for `class`."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return (
            element
            for element in self.elements
            if element.tag == tag and all(element.get(name) == value for name, value in wanted.items())
        )

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = list(self.all(tag, **attributes))
        assert len(found) == 1, f"{len(found)} times <{tag} {attributes}>"
        return found[0]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """What is written in all such elements."""
        return [element.text for element in self.all(tag, **attributes)]


class Answer(Protocol):
    """What a view or the test client gives."""

    @property
    def content(self) -> bytes:
        """The page as it is sent."""
        ...


def read(response: Answer) -> ReadPage:
    """Read an answer's page. It must be well nested."""
    reader = Reader()
    reader.feed(response.content.decode())
    reader.close()
    assert not reader.open, f"never ended: {[element.tag for element in reader.open]}"
    return ReadPage(reader.elements)
