"""Prose that repeats the store's code fails the build; prose that illustrates does not."""

import pytest

from shopwright.errors import Problem
from shopwright.site.build import check_quotations
from shopwright.site.material import Material
from shopwright.site.quoting import Quotations

from .conftest import Write

STORE = {
    "shop/money.py": "def total(prices):\n    amount = sum(prices)\n\n    return rounded(amount)\n",
    "README.md": "short\nlines\n",
}
QUOTED = "Look:\n\n```{language}\ndef total(prices):\n    amount = sum(prices)\n```\n"


@pytest.fixture
def quotations() -> Quotations:
    return Quotations(STORE)


@pytest.mark.parametrize("language", ["python", "py", "text", ""])
def test_two_lines_of_the_store_in_a_row_are_refused_with_their_place(
    quotations: Quotations, language: str
) -> None:
    with pytest.raises(Problem) as caught:
        quotations.check(QUOTED.format(language=language), "docs/a.md")

    assert caught.value.what == "docs/a.md:4: a fenced block quotes the store by hand."
    assert "shop/money.py" in caught.value.found


def test_indentation_and_blank_lines_do_not_hide_a_quotation(quotations: Quotations) -> None:
    page = "```python\n        amount = sum(prices)\n        return rounded(amount)\n```\n"

    with pytest.raises(Problem):
        quotations.check(page, "docs/a.md")


@pytest.mark.parametrize(
    "page",
    [
        QUOTED.format(language="console"),
        "```python\ndef total(prices):\n    return 'of our own'\n```\n",
        "```text\nshort\nlines\n```\n",
        "def total(prices):\n    amount = sum(prices)\n",
        "```python\ndef total(prices):\n```\n\n```python\n    amount = sum(prices)\n```\n",
    ],
    ids=["console", "illustration", "trivial lines", "no fence", "two fences"],
)
def test_what_is_no_quotation_passes(quotations: Quotations, page: str) -> None:
    quotations.check(page, "docs/a.md")


@pytest.mark.parametrize(
    "path", ["docs/teach/index.md", "chapters/01-till/lesson.md", "chapters/01-till/teaching.md"]
)
def test_pages_lessons_and_notes_are_all_looked_at(material: Material, write: Write, path: str) -> None:
    code = "\n".join(material.last["till/prices.py"].text.splitlines()[:12])
    write(path, f"Once:\n\n```python\n{code}\n```\n")

    with pytest.raises(Problem, match=path):
        check_quotations(material)
