"""Errata stand by edition, and that there are none is said."""

import pytest

from shopwright.errors import Problem
from shopwright.site.directives import Call, Context
from shopwright.site.errata import FILE, errata, read_errata
from shopwright.site.material import Material
from shopwright.store import ROOT

from .conftest import Write

EDITIONS = '[[edition]]\nname = "1"\npublished = "2026-01-02"\n\n[[edition]]\nname = "2"\npublished = ""\n'
ERRATUM = (
    '\n[[erratum]]\nedition = "1"\nchapter = "{}"\nfound = "{}"\n'
    'wrong = "Bread costs `1.2`."\nright = "It costs `1.20`."\nmended = "2"\n'
)


def rendered(material: Material) -> str:
    return errata(Context(material, "course/errata.md", "docs/course/errata.md"), Call("", {}))


def test_an_erratum_stands_in_its_edition_with_what_is_right(material: Material, write: Write) -> None:
    write(FILE, EDITIONS + ERRATUM.format("till", "2026-02-03"))

    newest, _, older = rendered(material).partition("## Edition 1")

    assert "## Edition 2" in newest
    assert "Not published yet." in newest
    assert "No mistake is known in this edition." in newest
    assert "Published on 2026-01-02." in older
    assert '<a href="till/index.html">A till that adds</a>' in older
    assert "<p>Right: It costs <code>1.20</code>.</p><p>Right since edition 2.</p>" in older


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (EDITIONS + ERRATUM.format("tilt", "2026-02-03"), "no chapter `tilt`"),
        (EDITIONS + ERRATUM.format("till", "yesterday"), "not a day"),
        (ERRATUM.format("till", "2026-02-03"), "no edition `1`"),
    ],
)
def test_what_does_not_exist_is_refused(material: Material, write: Write, text: str, what: str) -> None:
    write(FILE, text)

    with pytest.raises(Problem, match=what):
        read_errata(material.root, material.course)


def test_the_newest_edition_is_the_one_that_the_kit_is(real: Material) -> None:
    editions, _ = read_errata(real.root, real.course)

    assert f'version = "{editions[0].name}"' in (ROOT / "pyproject.toml").read_text("utf-8")
