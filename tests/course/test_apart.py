"""Tests that stand apart run where they changed, and at the end of the course."""

from pathlib import Path

import pytest

from shopwright.course.lint import lint
from shopwright.course.manifest import load_course
from shopwright.course.selection import selection
from shopwright.course.template import Template
from shopwright.course.tree import Blob

from .conftest import Edit
from .test_verify import verified

SLOW, FILE, NEAR = "tests/local", "tests/carts/test_slow.py", "tests/carts/test_near.py"
APART = (SLOW, FILE)
BEFORE = {
    path: Blob(b"") for path in (f"{SLOW}/test_a.py", f"{SLOW}/conftest.py", FILE, NEAR, "tests/test_all.py")
}


@pytest.mark.parametrize(
    ("touched", "step", "store"),
    [
        ([FILE], [FILE], ["--ignore=tests/carts/test_slow.py", "tests/carts", "tests/test_all.py"]),
        ([f"{SLOW}/test_a.py"], [f"{SLOW}/test_a.py"], ["tests/test_all.py"]),
        ([f"{SLOW}/conftest.py"], [SLOW], ["tests/test_all.py"]),
        (["local/run.py"], ["tests/test_all.py"], ["tests/test_all.py"]),
        (
            ["shop/carts/models.py"],
            ["--ignore=tests/carts/test_slow.py", "tests/carts"],
            ["--ignore=tests/carts/test_slow.py", "tests/carts", "tests/test_all.py"],
        ),
    ],
)
def test_they_are_chosen_where_they_changed(touched: list[str], step: list[str], store: list[str]) -> None:
    after = BEFORE | {path: Blob(b"1") for path in touched}

    assert selection(BEFORE, after, apart=APART) == step
    assert selection(BEFORE, after, apart=APART, thorough=True) == store


def test_another_step_leaves_them_out_and_the_end_of_the_course_does_not(
    mini: Path, store: Path, edit: Edit
) -> None:
    slow = store / "tests" / "till" / "test_slow.py"
    slow.parent.mkdir()
    slow.write_text(
        "from pathlib import Path\n\n\n"
        "def test_slow() -> None:\n"
        '    assert not Path("tests/test_discount.py").exists()\n'
    )
    edit("chapters/01-till/chapter.toml", '"tests/test_prices.py"', '"tests/till/**", "tests/test_prices.py"')
    (mini / "chapters" / "apart.toml").write_text('tests = ["tests/till/test_slow.py"]\n')

    failed = [failure.step for failure in verified(mini).failures if failure.check == "tests"]

    assert failed == ["receipts.logo"]


def test_lint_says_which_of_them_the_store_does_not_have(mini: Path) -> None:
    (mini / "chapters" / "apart.toml").write_text(
        'tests = ["tests/test_prices.py", "tests/test_prizes.py"]\n'
    )

    findings = lint(load_course(mini), Template(mini / "template")).findings

    assert findings == ("chapters/apart.toml:1: the store has no tests/test_prizes.py.",)
