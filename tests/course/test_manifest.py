"""Chapters are read strictly: what is not understood is refused, with its place and the nearest name."""

from pathlib import Path

import pytest

from shopwright.course.manifest import Course, Span, load_course
from shopwright.errors import Problem

from .conftest import Edit

TILL = "chapters/01-till/chapter.toml"


def test_steps_are_numbered_through_all_chapters(course: Course) -> None:
    assert [(step.number, step.name) for step in course.steps] == [
        (1, "till.first-commit"),
        (2, "till.price"),
        (3, "till.discount"),
        (4, "receipts.receipt"),
        (5, "receipts.logo"),
    ]
    assert course.chapter("receipts").branch == "chapter/02-receipts"


def test_a_step_carries_its_commit(course: Course) -> None:
    step = course.step("till.price")

    assert step.commit == "Add up prices"
    assert step.why.startswith("Prices are whole cents")
    assert step.files == ("till/**", "tests/test_prices.py")
    assert step.line == 18


def test_teaching_times_say_how_they_were_got(course: Course) -> None:
    assert course.chapter("till").teaching["do"] == Span(5, 10, 15, "measured")


def test_an_unknown_step_is_answered_with_the_nearest(course: Course) -> None:
    with pytest.raises(Problem) as caught:
        course.step("till.prise")

    assert caught.value.do == "write `till.price`, the nearest name that exists."


def test_an_unknown_chapter_is_answered_with_the_nearest(course: Course) -> None:
    with pytest.raises(Problem) as caught:
        course.chapter("receipt")

    assert "`receipts`" in caught.value.do


@pytest.mark.parametrize(
    ("old", "new", "where", "do"),
    [
        ('part = "Bakery"', 'prat = "Bakery"', ":3:", "`part`"),
        ('title = "A till that adds"\n', "", "", "`title = …`"),
        ('commit = "Add up prices"', f'commit = "{"Add " * 13}"', ":19:", "50 characters"),
        ('slug = "discount"', 'slug = "price"', ":18", "another slug"),
        ('slug = "discount"', 'slug = "Discount"', ":28:", "hyphens"),
        ("minutes = { read = 5, do = 10 }", "minutes = { read = 5, make = 10 }", ":5:", "read, do"),
        ("min = 5, median = 10", "min = 15, median = 10", ":8:", "order"),
        ('basis = "measured"', 'basis = "felt"', ":9:", "measured"),
        ('why = "Bread of the morning is cheaper after six."', "", ":27:", "`why = …`"),
        ('files = ["tests/test_discount.py"]', 'files = "tests/test_discount.py"', ":31:", "a list"),
    ],
)
def test_a_mistake_is_refused_with_its_line(
    mini: Path, edit: Edit, *, old: str, new: str, where: str, do: str
) -> None:
    edit(TILL, old, new)

    with pytest.raises(Problem) as caught:
        load_course(mini)

    assert f"chapter.toml{where}" in str(caught.value)
    assert do in caught.value.do


def test_a_folder_that_is_called_otherwise_than_its_slug_is_refused(mini: Path) -> None:
    (mini / "chapters/01-till").rename(mini / "chapters/01-tills")

    with pytest.raises(Problem, match="do not fit") as caught:
        load_course(mini)

    assert "`01-till`" in caught.value.do


def test_two_chapters_with_one_number_are_refused(mini: Path) -> None:
    (mini / "chapters/02-receipts").rename(mini / "chapters/01-receipts")

    with pytest.raises(Problem, match="share the number 01"):
        load_course(mini)


def test_a_folder_without_chapters_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no course here"):
        load_course(tmp_path)
