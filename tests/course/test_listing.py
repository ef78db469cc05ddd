"""Code is quoted by reference, and the place where it stands is computed."""

import pytest

from shopwright.course.listing import Listing, resolve
from shopwright.course.manifest import Course
from shopwright.course.template import Template
from shopwright.course.tree import Blob, Tree
from shopwright.errors import Problem

SERVICES = '''"""Services."""

import os

# How many.
LIMIT: int = 3
A, B = 1, 2


@decorator(
    argument=1,
)
def first() -> None:
    """First."""


if os.name == "nt":
    SLASH = "\\\\"
else:
    SLASH = "/"


class Outer:
    x = 1

    class Inner:
        y = 2

        def method(self) -> None: ...

    async def later(self) -> None:
        pass
'''
PYPROJECT = """[project]
name = "store"
dependencies = [
    "django",
]

# Line length is a matter of taste.
[tool.ruff]
line-length = 100

[tool.ruff.lint]
select = ["E"]

# Two contracts.
[[tool.importlinter.contracts]]
name = "one"

[[tool.importlinter.contracts]]
name = "two"
"""
MAKEFILE = """PYTHON ?= python3

# Prove everything.
test: lint \\
  more ## Run
\t$(PYTHON) -m pytest

.PHONY: test
clean:
\trm -rf build
"""


@pytest.fixture
def tree() -> Tree:
    """One file of each kind."""
    files = {
        "shop/services.py": SERVICES,
        "pyproject.toml": PYPROJECT,
        "Makefile": MAKEFILE,
        "page.html": "<p>\n",
        "empty.py": "",
    }
    return {path: Blob(text.encode()) for path, text in files.items()} | {"mark.png": Blob(b"\x89PNG\0")}


@pytest.mark.parametrize(
    ("reference", "lines", "where"),
    [
        ("shop/services.py", (1, 32), "in shop/services.py"),
        ("shop/services.py#LIMIT", (5, 6), "in shop/services.py, at the top"),
        ("shop/services.py#B", (7, 7), "in shop/services.py, after A"),
        ("shop/services.py#first", (10, 14), "in shop/services.py, after B"),
        ("shop/services.py#SLASH", (18, 18), "in shop/services.py, after first"),
        ("shop/services.py#Outer", (23, 32), "in shop/services.py, after SLASH"),
        ("shop/services.py#Outer.x", (24, 24), "in shop/services.py, inside Outer, at the top"),
        ("shop/services.py#Outer.later", (31, 32), "in shop/services.py, inside Outer, after Inner"),
        ("shop/services.py#Outer.Inner.method", (29, 29), "in shop/services.py, inside Outer.Inner, after y"),
        ("pyproject.toml#project", (1, 5), "in pyproject.toml, at the top"),
        ("pyproject.toml#project.dependencies", (3, 5), "in pyproject.toml, inside project, after name"),
        ("pyproject.toml#tool.ruff", (7, 12), "in pyproject.toml, after project"),
        ("pyproject.toml#tool.ruff.lint", (11, 12), "in pyproject.toml, after tool.ruff"),
        (
            "pyproject.toml#tool.ruff.lint.select",
            (12, 12),
            "in pyproject.toml, inside tool.ruff.lint, at the top",
        ),
        ("pyproject.toml#tool.importlinter.contracts", (14, 19), "in pyproject.toml, after tool.ruff.lint"),
        ("Makefile#test", (3, 6), "in Makefile, after PYTHON"),
        ("Makefile#clean", (9, 10), "in Makefile, after test"),
        ("page.html", (1, 1), "in page.html"),
        ("empty.py", (1, 1), "in empty.py"),
    ],
)
def test_a_reference_is_resolved_to_lines_and_a_place(
    tree: Tree, reference: str, lines: tuple[int, int], where: str
) -> None:
    listing = resolve(reference, tree)

    assert ((listing.first_line, listing.last_line), listing.where) == (lines, where)
    assert listing.code == "\n".join(tree[listing.path].text.splitlines()[lines[0] - 1 : lines[1]])


@pytest.mark.parametrize(
    ("reference", "do"),
    [
        ("shop/service.py#first", "`shop/services.py`"),
        ("shop/services.py#frist", "`first`"),
        ("shop/services.py#Outer.latr", "`Outer.later`"),
        ("pyproject.toml#tool.rufff", "`tool.ruff`"),
        ("Makefile#tests", "`test`"),
        ("page.html#main", "`page.html`"),
        ("shop/services.py#L3-L9", "name a symbol"),
        ("mark.png", "picture"),
    ],
)
def test_a_reference_to_nothing_names_the_nearest(tree: Tree, reference: str, do: str) -> None:
    with pytest.raises(Problem) as caught:
        resolve(reference, tree)

    assert do in caught.value.do


def test_a_reference_is_resolved_at_a_step(course: Course, template: Template) -> None:
    reference = "till/prices.py#evening_price"

    with pytest.raises(Problem, match="refers to nothing at this step"):
        resolve(reference, template.tree(course, course.step("till.price")))

    listing = resolve(reference, template.tree(course, course.step("till.discount")))
    assert listing == Listing(
        path="till/prices.py",
        symbol="evening_price",
        code="# The bakery closes at seven.\n"
        "def evening_price(price: Price, at: time) -> Price:\n"
        '    """Take a third off after six."""\n'
        "    return Price(price.cents * 2 // 3) if at >= EVENING else price",
        first_line=28,
        last_line=31,
        where="in till/prices.py, after total",
    )
