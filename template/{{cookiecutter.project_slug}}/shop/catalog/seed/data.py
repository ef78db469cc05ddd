"""What Kiln and Cloth sells, read from the files beside this one. Nothing here writes."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class SeedCategory:
    """A shelf, and the slug of the one that it belongs to."""

    slug: str
    name: str
    description: str
    parent: str | None
    position: int


@dataclass(frozen=True)
class SeedProduct:
    """A product's page. Its motif is the kind of thing that it is: a mug, a rug."""

    slug: str
    name: str
    maker: str
    motif: str
    summary: str
    description: str
    category: str


def read(name: str) -> dict[str, Any]:
    """One of the files beside this module."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def categories() -> tuple[SeedCategory, ...]:
    """All shelves, each after the one that it belongs to."""
    return tuple(_categories(read("categories.toml")["category"], parent=None))


def _categories(entries: list[dict[str, Any]], parent: str | None) -> Iterator[SeedCategory]:
    for position, entry in enumerate(entries, start=1):
        yield SeedCategory(entry["slug"], entry["name"], entry["description"], parent, position)
        yield from _categories(entry.get("child", []), parent=entry["slug"])


@cache
def products() -> tuple[SeedProduct, ...]:
    """All products, shelf by shelf. A file is called like the shelf that it fills."""
    makers = read("makers.toml")
    return tuple(
        SeedProduct(
            slug=entry["slug"],
            name=entry["name"],
            maker=makers[entry["maker"]]["name"],
            motif=entry["motif"],
            summary=entry["summary"],
            description=f"{one_line(entry['description'])}\n\n{makers[entry['maker']]['note']}",
            category=file.stem.partition("-")[2],
        )
        for file in sorted((HERE / "products").glob("*.toml"))
        for entry in read(f"products/{file.name}")["product"]
    )


def one_line(text: str) -> str:
    """A text without the line breaks that only its file needed."""
    return " ".join(text.split())
