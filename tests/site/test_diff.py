"""A diff can be read by eye and by ear, and never runs what it shows."""

import re
from html import unescape
from pathlib import Path

import pytest

from shopwright.course.template import Template
from shopwright.course.tree import Blob, Change
from shopwright.site.diff import FileDiff, of, render, render_listing
from shopwright.site.highlight import lines_of

from .conftest import MINI

TAG = re.compile(r"<[^>]+>")


def text(html: str) -> str:
    return unescape(TAG.sub("", html))


def kinds(found: FileDiff) -> list[tuple[str, int, str]]:
    return [(line.kind, line.number, text(line.html)) for hunk in found.hunks(0) for line in hunk.lines]


def test_a_changed_line_is_removed_and_added_with_the_numbers_of_its_files() -> None:
    found = FileDiff("a.py", "a = 1\nb = 2\n", "a = 1\nb = 3\n")

    assert kinds(found) == [("removed", 2, "b = 2"), ("added", 2, "b = 3")]
    assert found.counts() == (1, 1)


def test_added_and_removed_are_told_by_sign_by_element_and_by_words() -> None:
    html = render(FileDiff("a.py", "a = 1\n", "b = 1\n"))

    assert '<del><span class="sw-words">Removed: </span>' in html
    assert '<ins><span class="sw-words">Added: </span>' in html
    assert '<span class="sw-sign" aria-hidden="true">+</span>' in html
    assert '<span class="sw-sign" aria-hidden="true">\N{MINUS SIGN}</span>' in html


def test_code_that_looks_like_html_is_shown_and_not_run() -> None:
    html = render(FileDiff("x.html", None, '<script>alert("1 & 2")</script>\n'))

    assert "<script" not in html
    assert '<script>alert("1 & 2")</script>' in text(html)


def test_an_added_block_does_not_tear_the_bracket_off_the_one_above() -> None:
    old = "a = f(\n    1,\n)\nc = 1\n"
    new = "a = f(\n    1,\n)\nb = f(\n    1,\n)\nc = 1\n"

    assert [line for _, _, line in kinds(FileDiff("a.py", old, new))] == ["b = f(", "    1,", ")"]


def test_an_added_function_begins_at_its_name_and_not_at_blank_lines() -> None:
    old = "def a():\n    pass\n\n\ndef c():\n    pass\n"
    new = "def a():\n    pass\n\n\ndef b():\n    pass\n\n\ndef c():\n    pass\n"

    assert kinds(FileDiff("a.py", old, new))[0] == ("added", 5, "def b():")


def test_a_hunk_names_the_definition_that_it_stands_in() -> None:
    lines = ["class Till:", *(f"    field_{n} = {n}" for n in range(20))]
    old = "\n".join(lines)

    assert [hunk.scope for hunk in FileDiff("a.py", old, f"{old}\n    last = 1").hunks()] == ["class Till"]
    assert [hunk.scope for hunk in FileDiff("a.py", old, f"{old}\nlast = 1").hunks()] == [""]


def test_an_annotated_name_is_no_definition() -> None:
    old = "pages: dict[str, str] = {\n" + "\n".join(f"    'p{n}': 'q'," for n in range(20)) + "\n}\n"

    assert [hunk.scope for hunk in FileDiff("a.py", old, old.replace("'p19'", "'p20'")).hunks()] == [""]


def test_a_new_file_is_added_whole() -> None:
    found = FileDiff("a.txt", None, "one\ntwo\n")

    assert (found.status, found.counts()) == ("new", (2, 0))


def test_an_empty_new_file_says_that_it_is_empty() -> None:
    assert "An empty file" in render(FileDiff("__init__.py", None, ""))


def test_bytes_that_are_not_text_have_no_diff() -> None:
    assert of(Change("mark.png", "added", None, Blob(b"\x89PNG\0"))) is None


def test_a_listing_counts_from_its_place_in_the_file() -> None:
    html = render_listing("a = 1\nb = 2", "a.py", 7)

    assert re.findall(r'data-n="(\d+)"', html) == ["7", "8"]


@pytest.mark.parametrize(
    "code", ["", "\n", "a", "a\n", "\n\na\n\n", '"""a\n\nb"""\n', "\tx:\n\t\techo $(A)\n"]
)
@pytest.mark.parametrize("path", ["a.py", "Makefile", "a.html", "a.toml", ".env.example", "a.unknown"])
def test_coloured_lines_are_the_lines_of_the_file(code: str, path: str) -> None:
    assert [text(line) for line in lines_of(code, path)] == code.splitlines()


def test_every_file_of_a_template_survives_being_coloured() -> None:
    for path, source in Template(MINI / "template").sources.items():
        if not source.blob.is_binary and b"\r" not in source.blob.data:
            code = source.blob.text
            assert [text(line) for line in lines_of(code, path)] == code.splitlines(), Path(path)
