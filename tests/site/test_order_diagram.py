"""The lesson on orders shows the diagram that the store draws. A test of the store holds it to the table."""

import ast
import re

from shopwright.store import ROOT, TEMPLATE

STORE = TEMPLATE / "{{cookiecutter.project_slug}}"


def drawn_by_the_store() -> str:
    """What the store's own test expects of `manage.py order_states`."""
    module = ast.parse((STORE / "tests/orders/test_states.py").read_text("utf-8"))
    (value,) = [
        node.value
        for node in module.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "DIAGRAM"
    ]
    return str(ast.literal_eval(value))


def test_the_lesson_shows_the_diagram_that_the_store_draws() -> None:
    (folder,) = (ROOT / "chapters").glob("*-orders")
    lesson = (folder / "lesson.md").read_text("utf-8")

    assert re.findall(r"^```mermaid\n(.*?)^```$", lesson, re.DOTALL | re.MULTILINE) == [drawn_by_the_store()]
    assert f"$ python manage.py order_states\n{drawn_by_the_store()}" in lesson
