"""What a change of a line reaches, and what the step that brings it looks like."""

from pathlib import Path

import pytest

from shopwright.course.manifest import Course, load_course
from shopwright.course.placing import Placed, place
from shopwright.course.preview import diff_of_step, write_step
from shopwright.course.template import Template
from shopwright.errors import Problem

from .conftest import MINI, Edit
from .test_commands import shopwright

PRICES = "till/prices.py"


def found(root: Path, where: str) -> Placed:
    return place(load_course(root), Template(root / "template"), where)


def test_a_line_behind_a_gate_comes_in_at_its_step() -> None:
    placed = found(MINI, f"{PRICES}:32")

    assert placed.text == "return Price(price.cents * 2 // 3) if at >= EVENING else price"
    assert (placed.begin.name, placed.first.name, placed.end) == ("till.discount", "till.price", None)
    assert [(gate.first, gate.last, gate.condition) for gate in placed.gates] == [
        (28, 33, '# {% if reached("till.discount") %}')
    ]
    assert [(quote.directive.line, quote.text) for quote in placed.quotes] == [
        (41, "@code(till/prices.py#evening_price)")
    ]
    assert [quote.text for quote in placed.elsewhere] == ["@code(till/prices.py#total)"]
    assert placed.tests == ("tests/test_discount.py", "tests/test_prices.py", "tests/test_receipts.py")


def test_a_line_without_a_gate_comes_in_with_its_file() -> None:
    placed = found(MINI, f"{PRICES}:25")

    assert (placed.begin.name, placed.gates) == ("till.price", ())
    assert [step.name for step in placed.changed] == ["till.discount"]
    assert [quote.text for quote in placed.quotes] == ["@code(till/prices.py#total)"]


def test_an_import_comes_in_when_something_uses_it(mini: Path, edit: Edit) -> None:
    edit(
        "store/till/prices.py",
        "from datetime import time\n",
        "from datetime import time\nfrom math import ceil\n",
    )
    edit("store/till/prices.py", "price.cents * 2 // 3", "ceil(price.cents * 2 / 3)")

    assert found(mini, f"{PRICES}:6").begin.name == "till.discount"


def test_a_line_that_a_later_step_takes_away_has_an_end(mini: Path, edit: Edit) -> None:
    edit(
        "store/README.md",
        "- tarts\n",
        '# {% if reached("till.price") %}\n- tarts\n# {% else %}\n- nothing yet\n# {% endif %}\n',
    )
    line = (
        (mini / "template/{{cookiecutter.project_slug}}/README.md")
        .read_text("utf-8")
        .split("\n")
        .index("- nothing yet")
    )

    placed = found(mini, f"README.md:{line + 1}")

    assert placed.end
    assert (placed.begin.name, placed.end.name) == ("till.first-commit", "till.price")
    assert placed.gates[0].condition == '# {% else %} after # {% if reached("till.price") %}'


def test_a_file_can_be_named_by_its_place_on_the_disk(mini: Path, store: Path) -> None:
    assert found(mini, f"{store / 'bin/print'}").begin.name == "receipts.logo"


def test_a_file_that_is_copied_as_it_is_has_lines_too() -> None:
    assert found(MINI, "assets/receipt.html:1").begin.name == "receipts.logo"


def test_exercises_whose_solution_changes_the_file_are_named() -> None:
    assert [folder.name for folder in found(MINI, PRICES).exercises] == ["two-for-one"]
    assert [folder.name for folder in found(MINI, "till/receipts.py").exercises] == []


@pytest.mark.parametrize(
    ("where", "what", "do"),
    [
        ("till/price.py", "The template has no file `till/price.py`.", "write `till/prices.py`"),
        ("till/prices.py:99", "`till/prices.py` has no line 99.", "number the lines"),
        ("assets/mark.png:1", "`assets/mark.png` has no line 1.", "number the lines"),
    ],
)
def test_a_place_that_is_not_there_is_a_problem(where: str, what: str, do: str) -> None:
    with pytest.raises(Problem) as refused:
        found(MINI, where)

    assert refused.value.what == what
    assert refused.value.do.startswith(do)


def test_a_line_that_no_step_has_is_a_problem(mini: Path, edit: Edit) -> None:
    edit("store/README.md", "- tarts\n", "# {% if false %}\n- nothing\n# {% endif %}\n")
    lines = (mini / "template/{{cookiecutter.project_slug}}/README.md").read_text("utf-8").split("\n")

    with pytest.raises(Problem, match="is at no step of the course"):
        found(mini, f"README.md:{lines.index('- nothing') + 1}")


def test_edit_ends_with_what_to_run_the_narrowest_first() -> None:
    lines = shopwright("edit", f"{PRICES}:32").stdout.splitlines()

    assert lines[0] == f"Place      template/{{{{cookiecutter.project_slug}}}}/{PRICES}:32"
    assert lines[lines.index("Edit the line, then run, the narrowest first:") + 1 :] == [
        "  shopwright course preview till.discount --file till/prices.py",
        "  shopwright course verify --only till.discount",
        "  shopwright course replay --only till",
        "  shopwright course exercises --only till",
        "  make lint",
        "  make test",
    ]


def test_preview_is_what_git_will_show(course: Course, template: Template) -> None:
    shown = diff_of_step(course, template, course.step("till.discount"), [PRICES])

    assert shown.startswith(f"diff --git a/{PRICES} b/{PRICES}\nindex ")
    assert "\n+    return Price(price.cents * 2 // 3) if at >= EVENING else price\n" in shown
    assert "pyproject.toml" not in shown


def test_preview_can_count_lines_by_file() -> None:
    lines = shopwright("preview", "till.discount", "--stat").stdout.splitlines()

    assert [line.split("|")[0].strip() for line in lines[:3]] == [
        "pyproject.toml",
        "tests/test_discount.py",
        "till/prices.py",
    ]
    assert lines[-1] == "Next: shopwright course verify --only till.discount"


def test_preview_of_a_file_that_the_step_leaves_alone_is_a_problem(
    course: Course, template: Template
) -> None:
    with pytest.raises(Problem, match=r"`till\.price` does not change `README\.md`"):
        diff_of_step(course, template, course.step("till.price"), ["README.md"])


def test_preview_writes_a_step_to_an_empty_folder_alone(
    course: Course, template: Template, tmp_path: Path
) -> None:
    tree = template.tree(course, course.step("receipts.logo"))

    assert write_step(tree, tmp_path / "step") == len(tree)
    assert {path: (tmp_path / "step" / path).read_bytes() for path in tree} == {
        path: blob.data for path, blob in tree.items()
    }
    with pytest.raises(Problem, match="something is there"):
        write_step(tree, tmp_path / "step")
    assert [file.name for file in tmp_path.iterdir()] == ["step"]
