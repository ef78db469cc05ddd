"""What fits on a page can be read: functions end after 40 lines, modules after 400."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FUNCTION = 40
LONGEST_MODULE = 400


def modules() -> Iterator[Path]:
    """Every module of the store; Django writes migrations, so nobody has to read them."""
    for top in sorted(ROOT.iterdir()):
        if (top / "__init__.py").exists():
            yield from (file for file in sorted(top.rglob("*.py")) if "migrations" not in file.parts)


def too_long(source: str) -> Iterator[str]:
    """Name each function of a module that takes more lines than a page, from `def` to its end."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{node.name} ({lines} lines)"


def test_modules_and_their_functions_fit_on_their_pages() -> None:
    sources = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in modules()}

    assert sources
    assert {path: found for path, source in sources.items() if (found := list(too_long(source)))} == {}
    assert [path for path, source in sources.items() if len(source.splitlines()) > LONGEST_MODULE] == []


def test_a_long_function_is_found() -> None:
    lines = "\n".join("    pass" for _ in range(LONGEST_FUNCTION))

    assert list(too_long(f"def endless():\n{lines}\n")) == ["endless (41 lines)"]
