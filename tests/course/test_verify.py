"""Every step is proven, and what fails is named with its step, file and line."""

import json
import sys
from pathlib import Path

import pytest

from shopwright.course.manifest import load_course
from shopwright.course.selection import selection
from shopwright.course.servers import Servers
from shopwright.course.template import Template
from shopwright.course.tree import Blob
from shopwright.course.verify import Proofs, Result, Run, Verdict, chosen, place
from shopwright.errors import Problem

from .conftest import Edit


def verified(root: Path, *only: str, kept: Path | None = None, typed: bool = True) -> Verdict:
    course, environment = load_course(root), Path(sys.prefix)
    with Servers(environment, root / "build" / "servers") as servers:
        run = Run(course, Template(root / "template"), environment, root / "build", servers, Proofs(kept))
        run.typed = typed
        return run.verify(chosen(course, only), jobs=2)


def test_a_sound_course_passes_and_equal_inputs_are_proved_once(mini: Path) -> None:
    verdict = verified(mini)

    assert verdict.failures == ()
    assert verdict.steps == 5
    checks = {(result.step, result.check): result.reused for result in verdict.results}
    assert ("till.price", "types") not in checks  # mypy is not part of the till yet
    assert not checks["till.discount", "types"]
    # The last step adds a picture: the code is that of the step before, and only tests may open pictures.
    last = [
        checks[step, name] for step in ("receipts.receipt", "receipts.logo") for name in ("format", "lint")
    ]
    assert sum(last) == 2
    assert not checks["receipts.logo", "tests"]


def test_a_formatting_error_names_step_file_and_line(mini: Path, edit: Edit) -> None:
    edit("store/till/receipts.py", "def receipt(prices: list[Price])", "def receipt( prices: list[Price])")

    (failure, *rest) = verified(mini).failures

    assert (failure.step, failure.check) == ("receipts.receipt", "format")
    assert failure.place.startswith("till/receipts.py:")
    assert [(again.step, again.check) for again in rest] == [("receipts.logo", "format")]


def test_a_lint_error_names_file_and_line(mini: Path, edit: Edit) -> None:
    edit(
        "store/tests/test_receipts.py",
        "from till.prices import Price\n",
        "import os\n\nfrom till.prices import Price\n",
    )

    failure = verified(mini, "receipts.receipt").failures[0]

    assert (failure.check, failure.place) == ("lint", "tests/test_receipts.py:1")
    assert "F401" in failure.excerpt


def test_a_type_error_names_file_and_line(mini: Path, edit: Edit) -> None:
    edit("store/till/receipts.py", "[*map(str, prices), ", "[*prices, ")

    failure = verified(mini, "receipts.receipt").failures[0]

    assert (failure.check, failure.place) == ("types", "till/receipts.py:8")


def test_types_may_wait_for_the_end_of_the_part(mini: Path, edit: Edit) -> None:
    edit("store/till/receipts.py", "[*map(str, prices), ", "[*prices, ")

    verdict = verified(mini, "receipts", typed=False)

    assert [one.step for one in verdict.failures if one.check == "types"] == ["receipts.logo"]


def test_a_failing_test_names_step_file_and_line(mini: Path, edit: Edit) -> None:
    edit("store/tests/test_prices.py", "Price(200)", "Price(201)")

    failures = verified(mini, "till").failures

    # The next step writes tests of its own, and is tested by those.
    assert [(failure.step, failure.check, failure.place) for failure in failures] == [
        ("till.price", "tests", "tests/test_prices.py:5")
    ]
    assert "1 failed" in failures[0].excerpt


def test_a_test_of_a_file_that_comes_later_fails_at_its_step(mini: Path, edit: Edit) -> None:
    edit(
        "chapters/01-till/chapter.toml",
        '"tests/test_prices.py"',
        '"tests/test_prices.py", "tests/test_receipts.py"',
    )
    edit(
        "chapters/02-receipts/chapter.toml",
        '"till/receipts.py", "tests/test_receipts.py"',
        '"till/receipts.py"',
    )
    edit("chapters/01-till/chapter.toml", '"till/**"', '"till/__init__.py", "till/prices.py"')

    failure = verified(mini, "till.price").failures[-1]

    assert (failure.step, failure.check, failure.place) == ("till.price", "tests", "tests/test_receipts.py:2")


def test_what_was_proved_is_not_proved_again_until_its_input_changes(mini: Path, edit: Edit) -> None:
    kept = mini / "proved.json"
    verified(mini, "till", kept=kept)
    again = verified(mini, "till", kept=kept)
    edit("store/tests/test_prices.py", "Price(200)", "Price(201)")
    broken = verified(mini, "till", kept=kept)

    assert all(result.reused for result in again.results)
    assert [failure.check for failure in broken.failures] == ["tests"]


def test_a_failure_is_not_remembered_as_proof(mini: Path, edit: Edit) -> None:
    kept = mini / "proved.json"
    edit("store/tests/test_prices.py", "Price(200)", "Price(201)")

    first = verified(mini, "till.price", kept=kept)
    second = verified(mini, "till.price", kept=kept)

    assert len(first.failures) == len(second.failures) == 1
    assert not second.failures[0].reused


def test_results_can_be_read_by_a_program() -> None:
    verdict = Verdict(1, (Result("a.b", "lint", ok=False, seconds=0.1, place="a.py:1", excerpt="E1"),), 0.24)

    assert json.loads(verdict.as_json()) == {
        "steps": 1,
        "seconds": 0.2,
        "results": [
            {
                "step": "a.b",
                "check": "lint",
                "ok": False,
                "seconds": 0.1,
                "reused": False,
                "place": "a.py:1",
                "excerpt": "E1",
            }
        ],
    }


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("lib/x.py:9: in y\nshop/a.py:3: in test_b\n", "shop/a.py:3"),
        ("shop/a.py:3:7: F401 unused\n", "shop/a.py:3"),
        ("unformatted: File would be reformatted\n --> shop/a.py:4:1\n", "shop/a.py:4"),
        ("Would reformat: shop/a.py\n", "shop/a.py:1"),
        ('  File "manage.py", line 9\n  File "shop/a.py", line 5, in x\nValueError\n', "shop/a.py:5"),
        ("ERROR shop/a.py - Warning\n", "shop/a.py:1"),
        ("nothing", ""),
    ],
)
def test_a_place_is_found_in_the_output_of_each_tool(output: str, expected: str) -> None:
    assert place(output, {"shop/a.py": None, "manage.py": None}) == expected


def test_an_unknown_name_is_answered_with_the_nearest(mini: Path) -> None:
    with pytest.raises(Problem) as caught:
        chosen(load_course(mini), ["recepts"])

    assert "`receipts`" in caught.value.do


@pytest.mark.parametrize(
    ("touched", "selected"),
    [
        (["shop/catalog/models/product.py"], ["tests/catalog"]),
        (["shop/catalog/models/product.py", "tests/catalog/test_a.py"], ["tests/catalog/test_a.py"]),
        (["tests/catalog/test_a.py", "config/urls.py"], ["tests/catalog/test_a.py", "tests/config"]),
        (["pyproject.toml"], ["tests/test_sizes.py"]),
        (["shop/media/models.py"], ["tests/test_sizes.py"]),
        (["tests/conftest.py", "tests/catalog/test_a.py"], ["tests/catalog/test_a.py"]),
        (
            ["tests/catalog/conftest.py", "tests/catalog/test_a.py"],
            ["tests/catalog", "tests/catalog/test_a.py"],
        ),
        (
            ["tests/catalog/sizes.py", "tests/catalog/test_a.py"],
            ["tests/catalog/test_a.py", "tests/test_sizes.py"],
        ),
        (["shop/catalog/sizes.py"], ["tests/catalog"]),
    ],
)
def test_a_step_is_tested_by_the_tests_of_what_it_touches(touched: list[str], selected: list[str]) -> None:
    paths = [
        "tests/catalog/test_a.py",
        "tests/config/test_b.py",
        "tests/test_sizes.py",
        "tests/media/__init__.py",
    ]
    before = {path: Blob(b"") for path in [*paths, *touched]}
    after = before | {path: Blob(b"1") for path in touched}

    assert selection(before, after) == selected


def test_another_store_is_tested_by_all_tests_of_what_differs() -> None:
    before = {"tests/catalog/test_a.py": Blob(b""), "tests/carts/test_c.py": Blob(b"")}
    before |= {"tests/test_sizes.py": Blob(b"")}
    after = before | {path: Blob(b"1") for path in ("shop/catalog/models.py", "tests/catalog/test_b.py")}

    assert selection(before, after) == ["tests/catalog/test_b.py"]
    all_of_it = ["tests/catalog", "tests/catalog/test_b.py", "tests/test_sizes.py"]
    assert selection(before, after, thorough=True) == all_of_it


def test_the_end_of_the_course_is_tested_by_everything(mini: Path, store: Path, edit: Edit) -> None:
    far = store / "tests" / "far" / "test_far.py"
    far.parent.mkdir()
    far.write_text(
        "from pathlib import Path\n\n\n"
        "def test_far() -> None:\n"
        '    assert not Path("till/receipts.py").exists()\n'
    )
    edit("chapters/01-till/chapter.toml", '"tests/test_prices.py"', '"tests/far/**", "tests/test_prices.py"')

    failed = [(failure.step, failure.check) for failure in verified(mini).failures]

    assert failed == [("receipts.logo", "tests")]


def test_a_step_without_tests_of_its_own_is_tested_by_all() -> None:
    before = {"tests/catalog/test_a.py": Blob(b"")}

    assert selection(before, before | {"Makefile": Blob(b"")}) == []
