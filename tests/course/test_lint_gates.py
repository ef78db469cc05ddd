"""A gate that is never open where it stands, or always, is found; any other is left alone."""

from pathlib import Path

import pytest

from shopwright.course.lint import lint
from shopwright.course.manifest import load_course
from shopwright.course.template import Template

FILE = "template/{{cookiecutter.project_slug}}/README.md"
NEVER = "dead gate: it is never open where it stands."
ALWAYS = "dead gate: it is always open where it stands; keep the lines, drop the gate."


PRICE, DISCOUNT = 'reached("till.price")', 'reached("till.discount")'


def findings(root: Path, gates: str) -> list[str]:
    """Lint the small course with gates in its README.md, which is there from the start; `;` ends a line."""
    lines = [part.strip() for part in gates.split(";")]
    text = "".join(
        f"# {{% {line} %}}\n" if line.startswith(("if", "el", "end")) else f"{line}\n" for line in lines
    )
    (root / FILE).write_text(text + "bread\n" * 150, "utf-8")
    found = lint(load_course(root), Template(root / "template")).findings
    return [line.removeprefix(f"{FILE}:") for line in found if line.startswith(FILE)]


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ("if false; a; endif", f"1: {NEVER}"),
        (f"if {PRICE} and not {PRICE}; a; endif", f"1: {NEVER}"),
        (f"if {DISCOUNT} and not {PRICE}; a; endif", f"1: {NEVER}"),
        (f"if {DISCOUNT}; a; if {PRICE}; b; endif; endif", f"3: {ALWAYS}"),
        (f"if {PRICE}; a; elif {DISCOUNT}; b; endif", f"3: {NEVER}"),
        (f"if {PRICE}; a; elif not {PRICE}; b; else; c; endif", f"6: {NEVER}"),
        ("if cookiecutter.a or not cookiecutter.a; a; endif", f"1: {ALWAYS}"),
        # Told once, by the gate that is closed, and not by what stands in it too.
        (f"if false; if {PRICE}; a; endif; endif", f"1: {NEVER}"),
    ],
)
def test_dead_gates_are_found(mini: Path, gates: str, expected: str) -> None:
    assert findings(mini, gates) == [expected]


@pytest.mark.parametrize(
    "gates",
    [
        f"if {PRICE}; a; else; b; endif",
        f"if {PRICE} and not {DISCOUNT}; a; endif",
        f"if {DISCOUNT}; a; elif {PRICE}; b; else; c; endif",
        f"if {PRICE}; if {DISCOUNT}; a; endif; endif",
        f"if cookiecutter.preset; a; elif {PRICE}; b; endif",
    ],
)
def test_gates_that_open_and_close_are_left_alone(mini: Path, gates: str) -> None:
    assert findings(mini, gates) == []
