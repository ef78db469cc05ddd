"""Tests that stand apart run again when something changed that decides about them, and only then."""

from pathlib import Path

import pytest

from shopwright.course.apart import Apart, flaws
from shopwright.course.lint import lint
from shopwright.course.manifest import load_course
from shopwright.course.template import Template
from shopwright.course.tree import Blob

from .conftest import Edit
from .test_verify import verified

DECLARED = '[[apart]]\ntests = "tests/test_prices.py"\ndepends = ["till/prices.py", "till/__init__.py"]\n'
TREE = {
    "tests/local/test_a.py": Blob(b"import local.run\nfrom shop import orders\nimport os\n"),
    "local/run.py": Blob(b"1"),
    "shop/__init__.py": Blob(b""),
    "shop/orders.py": Blob(b"2"),
}


@pytest.fixture
def apart(mini: Path) -> Path:
    (mini / "chapters" / "apart.toml").write_text(DECLARED)
    return mini


def test_they_are_proved_once_for_equal_inputs_and_the_suite_leaves_them_out(apart: Path, edit: Edit) -> None:
    edit("store/tests/test_prices.py", "Price(200)", "Price(201)")
    edit("chapters/02-receipts/chapter.toml", 'part = "Bakery"', 'part = "Paper"')

    verdict = verified(apart)

    proved = {
        result.step: (result.check, result.reused, result.ok)
        for result in verdict.results
        if result.check == "tests/test_prices.py"
    }
    assert proved == {
        "till.discount": ("tests/test_prices.py", False, False),
        "receipts.logo": ("tests/test_prices.py", True, False),
    }
    # This step writes them; the parts' ends pass.
    by_suite = [failure.step for failure in verdict.failures if failure.check == "tests"]
    assert by_suite == ["till.price"]


@pytest.mark.parametrize(
    ("changed", "same"), [("local/run.py", False), ("tests/local/test_a.py", False), ("shop/orders.py", True)]
)
def test_what_decides_about_them_is_what_was_declared(changed: str, same: bool) -> None:
    one = Apart("tests/local", ("local/**",), 1)

    assert (one.inputs(TREE) == one.inputs(TREE | {changed: Blob(b"3")})) is same


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (Apart("tests/local", ("local/**", "shop/*.py"), 1), []),
        (
            Apart("tests/local", ("local/**",), 1),
            ["tests/local/test_a.py imports shop/orders.py, which `depends` does not name."],
        ),
        (Apart("tests/lokal", ("local/**",), 1), ["the store has no tests/lokal."]),
        (
            Apart("tests/local", ("local/**", "shop/*.py", "bin/*"), 1),
            ["`bin/*` matches no file of the store."],
        ),
    ],
)
def test_a_declaration_is_held_against_what_is_imported(one: Apart, found: list[str]) -> None:
    assert list(flaws(one, TREE)) == found


def test_lint_says_where_a_declaration_is_wrong(apart: Path, edit: Edit) -> None:
    edit("chapters/apart.toml", '"till/prices.py", ', "")

    findings = lint(load_course(apart), Template(apart / "template")).findings

    assert findings == (
        "chapters/apart.toml:1: tests/test_prices.py imports till/prices.py, which `depends` does not name.",
    )
