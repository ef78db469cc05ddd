"""Every step's tree is the template seen through its gates, and the last one is what cookiecutter writes."""

from pathlib import Path

import pytest
from cookiecutter.main import cookiecutter

from shopwright.course.manifest import Course, load_course
from shopwright.course.template import Template
from shopwright.course.tree import Blob, Tree, changes
from shopwright.errors import Problem

from .conftest import MINI, Edit


def read(folder: Path) -> Tree:
    return {
        file.relative_to(folder).as_posix(): Blob(file.read_bytes(), bool(file.stat().st_mode & 0o100))
        for file in folder.rglob("*")
        if file.is_file()
    }


def generate(template: Path, out: Path) -> Tree:
    config = out / "config.yaml"
    config.write_text(f"cookiecutters_dir: {out / 'c'}\nreplay_dir: {out / 'r'}\n", "utf-8")
    extra = {"preset": "everything"}
    made = cookiecutter(
        str(template),
        no_input=True,
        output_dir=str(out / "made"),
        config_file=str(config),
        extra_context=extra,
    )
    return read(Path(made))


def test_the_last_tree_is_what_cookiecutter_writes(
    course: Course, template: Template, tmp_path: Path
) -> None:
    assert changes(template.tree(course), generate(MINI / "template", tmp_path)) == []


def test_what_is_copied_what_is_binary_and_what_ends_its_lines_otherwise_stays(
    course: Course, template: Template
) -> None:
    tree = template.tree(course)

    assert tree["assets/receipt.html"].data == b"<p>{{ price }} {% if x %}</p>\n"
    assert tree["assets/mark.png"].is_binary
    assert tree["assets/dos.txt"].data == b"one everything\r\ntwo\r\n"
    assert tree["bin/print"].executable
    assert not tree["README.md"].executable


def test_a_file_appears_at_the_step_that_names_it(course: Course, template: Template) -> None:
    before = template.tree(course, course.step("till.discount"))
    after = template.tree(course, course.step("receipts.receipt"))

    assert [(change.kind, change.path) for change in changes(before, after)] == [
        ("added", "tests/test_receipts.py"),
        ("added", "till/receipts.py"),
    ]


def test_a_gate_opens_at_its_step_and_stays_open(course: Course, template: Template) -> None:
    has = [b"def evening_price" in tree["till/prices.py"].data for tree in template.trees(course)[2:]]

    assert has == [False, True, True, True]


def test_an_import_that_a_step_does_not_use_yet_is_left_out(mini: Path, edit: Edit) -> None:
    edit("store/till/prices.py", "EVENING = time(18)\n\n\n", "\n")
    edit("store/till/prices.py", "at >= EVENING", "at >= time(18)")
    course = load_course(mini)

    trees = Template(mini / "template").trees(course)

    assert b"from datetime import time" not in trees[2]["till/prices.py"].data
    assert trees[2]["till/prices.py"].data.endswith(b"for price in prices))\n")
    assert b"from datetime import time" in trees[3]["till/prices.py"].data


def test_unchanged_files_are_one_object_in_all_trees(course: Course, template: Template) -> None:
    trees = template.trees(course)

    assert trees[1]["README.md"] is trees[5]["README.md"]


def test_a_gate_for_an_unknown_step_names_file_line_and_the_nearest_step(mini: Path, edit: Edit) -> None:
    edit("store/till/prices.py", "till.discount", "till.discont")

    with pytest.raises(Problem) as caught:
        Template(mini / "template").tree(load_course(mini))

    assert "till/prices.py:28: a gate asks for a step" in caught.value.what
    assert caught.value.found == 'reached("till.discont").'
    assert "`till.discount`" in caught.value.do


def test_a_gate_that_cuts_a_function_in_two_names_the_step(mini: Path, edit: Edit) -> None:
    edit("store/till/prices.py", "    cents: int\n", '# {% if reached("till.discount") %}\n    cents: int\n')
    edit("store/till/prices.py", "class Meta:\n", "class Meta:\n# {% endif %}\n")

    with pytest.raises(Problem) as caught:
        Template(mini / "template").tree(load_course(mini))

    assert caught.value.what == "till/prices.py at step till.price is not Python."


def test_a_template_error_names_file_and_line(mini: Path, edit: Edit) -> None:
    edit("store/README.md", "A till.", "{{ cookiecutter.preset | nosuchfilter }}")

    with pytest.raises(Problem) as caught:
        Template(mini / "template").tree(load_course(mini))

    assert "README.md:3: this template file does not render" in caught.value.what


def test_what_tools_leave_in_the_template_is_not_part_of_the_store(mini: Path, store: Path) -> None:
    (store / "till/__pycache__").mkdir()
    (store / "till/__pycache__/prices.cpython-311.pyc").write_bytes(b"\0")

    assert not [path for path in Template(mini / "template").sources if "__pycache__" in path]


def test_the_stores_own_packages_stay_apart_from_others_when_imports_are_sorted(
    mini: Path, store: Path, edit: Edit
) -> None:
    (store / "till/deep").mkdir()
    (store / "till/deep/__init__.py").touch()
    (store / "till/deep/module.py").write_text("NAME = 1\n", "utf-8")
    head = "import click\n\nfrom till.deep.module import NAME\n\nprint(click, NAME)\n"
    gate = '# {% if reached("receipts.receipt") %}\nprint(1)\n# {% endif %}\n'
    (store / "till/shell.py").write_text(head + gate, "utf-8")

    trees = Template(mini / "template").trees(load_course(mini))

    assert trees[2]["till/shell.py"].data.decode() == head
