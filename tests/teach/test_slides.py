"""Slides and handouts: made from lessons, complete in one file, and nothing is larger than its slide."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

from shopwright.cli import app
from shopwright.course.opening import KIT
from shopwright.errors import Problem
from shopwright.site.material import Material
from shopwright.teach.blocks import blocks_of, commands_in, marked, opening
from shopwright.teach.cutting import cut
from shopwright.teach.deck import Slide
from shopwright.teach.handout import handout
from shopwright.teach.slides import as_html, slides_of
from tests.browsing import Heard, context, found_by_axe, overflow

from .conftest import Edit

LESSON = "chapters/01-till/lesson.md"
TOO_LARGE = """slides => slides.flatMap(slide => {
  const box = slide.getBoundingClientRect(), foot = slide.querySelector("footer").getBoundingClientRect();
  return [...slide.querySelectorAll(".body *, h1")].filter(one => {
    const place = one.getBoundingClientRect();
    const scrolls = one.tagName === "PRE" && one.scrollWidth > one.clientWidth + 1;
    return scrolls || place.bottom > foot.top + 1 || place.right > box.right - 40;
  }).map(one => `${slide.querySelector("h1").textContent}: ${one.tagName}`);
})"""


def too_large(page: Page) -> list[str]:
    return list(page.locator(".slide").evaluate_all(TOO_LARGE))


def run(root: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["teach", *words, "--root", str(root)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def test_a_lesson_becomes_slides_with_its_code_and_notes(bakery: Path) -> None:
    material = Material(bakery)

    made = slides_of(material, [material.course.chapter("till")])

    titles = [slide.title for slide in made]
    told = ["Afterwards you can", "What you will have", "The first commit", "Prices", "What can go wrong"]
    assert titles[0] == "A till that adds"
    assert [title for title in titles if title in told] == told
    assert titles[-1] == "Questions"
    assert "Somebody writes floats." in made[0].notes
    assert "git checkout till-start" in made[0].body
    prices = made[titles.index("Prices")]
    assert "in till/prices.py, after Price" in prices.body
    assert prices.step == "till.price"
    assert "2 tests fail at the start." in made[titles.index("Two for the price of one")].body


def test_code_that_is_too_long_is_cut_and_the_notes_say_so(bakery: Path, edit: Edit) -> None:
    edit(LESSON, "@code(till/prices.py#evening_price)", "@code(README.md)")
    material = Material(bakery)

    made = slides_of(material, [material.course.chapter("till")])

    (note,) = [note for slide in made for note in slide.notes if note.startswith("Cut on the slide")]
    assert note == "Cut on the slide: 22 lines in README.md."
    assert any("22 more lines" in slide.body for slide in made)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "One thing is told here, and it is long enough to stand alone. More.",
            "One thing is told here, and it is long enough to stand alone.",
        ),
        ("Short. And the next.", "Short. And the next."),
        ("`Makefile:3: *** missing separator`. A tab.", "`Makefile:3: *** missing separator`. A tab."),
    ],
)
def test_a_slide_says_what_a_paragraph_says_first(text: str, said: str) -> None:
    assert opening(text) == said


def test_words_are_safe_and_commands_keep_their_lines() -> None:
    assert (
        marked("**Two** `<b>` & [a link](x.md)") == "<strong>Two</strong> <code>&lt;b&gt;</code> &amp; a link"
    )
    assert commands_in("$ cat <<E\n> one\n> E\nsaid\n$ ls") == ["cat <<E\none\nE", "ls"]


def test_directives_that_paper_cannot_show_are_left_out(bakery: Path, edit: Edit) -> None:
    edit(LESSON, "## Prices\n", "## Prices\n\n@film(till.cast)\n\n@map\n")
    material = Material(bakery)

    blocks = blocks_of(material, material.course.chapter("till"))

    assert not any("film" in block.text or "@map" in block.text for block in blocks)


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The slides of four chapters of the real course: with a table, a picture, a drawing and long code."""
    material = Material(KIT)
    chapters = [
        material.course.chapter(slug) for slug in ("empty-repo", "reservations", "orders", "checkout")
    ]
    file = tmp_path_factory.mktemp("slides") / "deck.html"
    file.write_text(as_html("Four chapters", slides_of(material, chapters)), "utf-8")
    return file


def test_nothing_is_larger_than_its_slide(browser: Browser, deck: Path) -> None:
    with context(browser, 1280, java_script_enabled=False) as room:
        page = room.new_page()
        page.set_viewport_size({"width": 1280, "height": 720})
        page.goto(deck.as_uri())
        page.evaluate("document.fonts.ready")

        assert page.locator(".slide").count() > 100
        assert too_large(page) == []


def test_what_is_too_large_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    wide, high = f"<pre>{'x' * 400}</pre>", "<p>A line.</p>" * 20
    file = tmp_path / "deck.html"
    file.write_text(as_html("Too large", [Slide("Wide", wide), Slide("High", high), Slide("Fits", "x")]))
    with context(browser, 1280) as room:
        page = room.new_page()
        page.goto(file.as_uri())
        page.emulate_media(media="print")

        assert {one.split(":")[0] for one in too_large(page)} == {"Wide", "High"}


def test_keys_move_and_show_the_notes_and_nobody_else_is_asked(browser: Browser, deck: Path) -> None:
    heard = Heard()
    with context(browser, 1280) as room:
        page = room.new_page()
        heard.listen(page)
        page.goto(f"{deck.as_uri()}#s3")
        expect(page.locator("section.now")).to_have_id("s3")
        page.keyboard.press("ArrowRight")
        expect(page.locator("section.now")).to_have_id("s4")
        page.keyboard.press("Home")
        notes = page.locator("section.now aside")
        expect(notes).to_be_hidden()
        page.keyboard.press("n")
        expect(notes).to_be_visible()
        expect(notes).to_contain_text("What goes wrong in the room")
        assert page.locator("section:visible").count() == 1
        found = found_by_axe(page)

    assert found == []
    assert heard.complaints == []
    assert [url for url in heard.requests if not url.startswith(("file:", "data:"))] == []


def test_a_browser_prints_a_slide_a_page(browser: Browser, bakery: Path, tmp_path: Path) -> None:
    file = tmp_path / "slides.html"
    run(bakery, "slides", "till", "--out", str(file))
    with context(browser, 1280) as room:
        page = room.new_page()
        page.goto(file.as_uri())
        count = page.locator("section").count()
        printed = page.pdf(prefer_css_page_size=True, print_background=True)

    assert len(re.findall(rb"/Type /Page\b", printed)) == count
    assert b"/MediaBox [0 0 960 540]" in printed


def test_handouts_fit_a_sheet_and_a_phone(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "handout.html"
    run(KIT, "handouts", "reservations", "--out", str(file))
    with context(browser, 390) as room:
        page = room.new_page()
        page.goto(file.as_uri())

        assert overflow(page) <= 0
        expect(page.get_by_role("heading", name="Afterwards you can")).to_be_visible()
        expect(page.get_by_text("git checkout reservations.the-race")).to_be_visible()
        expect(page.locator(".task")).not_to_have_count(0)
        assert found_by_axe(page) == []
        page.set_viewport_size({"width": 740, "height": 1000})
        page.emulate_media(media="print")
        assert overflow(page) <= 0


def test_the_commands_write_files_and_refuse_unknown_names(bakery: Path, tmp_path: Path) -> None:
    said = run(bakery, "slides", "morning", "--out", str(tmp_path / "slides.html"))
    run(bakery, "handouts", "01-till", "--out", str(tmp_path / "handout.html"))

    assert re.match(r"1\d slides in ", said)
    assert "Two for the price of one" in (tmp_path / "handout.html").read_text("utf-8")
    with pytest.raises(Problem, match="no chapter and no plan") as caught:
        run(bakery, "slides", "mornin")
    assert "`morning`" in caught.value.do


PYTHON = '''def sell(things):
    """Sell things.

    Args:
        things: what is in the bag.
    """
    total = sum(
        thing.price for thing in things
    )
    for thing in things:
        hand_over(thing)
        count(thing)
    return total
'''


def test_code_loses_its_docstring_first_and_then_ends_with_a_statement() -> None:
    whole, short, shorter = (cut(PYTHON, rows, python=True) for rows in (13, 9, 6))

    assert whole == PYTHON.splitlines()
    assert short[1:3] == ['    """Sell things."""', "    total = sum("]
    assert short[-1] == "    return total"
    assert shorter == [*short[:5], "    # …"]
    assert cut('"""Half\na sentence."""\nx\n', 2, python=True) == ['"""Half …"""', "x"]
    assert cut("a\nb\nc\n", 2, python=False) == ["a", "…"]
    assert cut('x = """\nno docstring\n"""\n', 2, python=True) == ['x = """', "# …"]


def test_no_sentence_stands_alone_beside_long_code(bakery: Path, edit: Edit) -> None:
    edit(
        LESSON,
        "@code(till/prices.py#evening_price)",
        "A sentence before.\n\n@code(README.md)\n\nOne after it.",
    )
    material = Material(bakery)

    made = slides_of(material, [material.course.chapter("till")])

    for words in ("A sentence before.", "One after it."):
        (slide,) = [slide for slide in made if words in slide.body]
        assert "<figure" in slide.body


def test_a_list_in_a_task_stays_a_list_on_the_handout(bakery: Path) -> None:
    task = bakery / "chapters/01-till/exercises/two-for-one/exercise.md"
    task.write_text("Sell them.\n\n- Two cost\n  as one.\n- Three as `two`.\n", "utf-8")
    material = Material(bakery)

    page = handout(material, [material.course.chapter("till")], "A till")

    assert "<p>Sell them.</p><ul><li>Two cost as one.</li><li>Three as <code>two</code>.</li></ul>" in page


def test_on_a_phone_the_notes_can_be_read_and_a_slide_without_them_says_so(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "deck.html"
    file.write_text(as_html("Two", [Slide("One", "x", ("Ask them.",)), Slide("Other", "y")]), "utf-8")
    with context(browser, 390) as room:
        page = room.new_page()
        page.goto(file.as_uri())
        page.get_by_role("button", name="Notes").click()
        size = "one => parseFloat(getComputedStyle(one).fontSize) * one.getBoundingClientRect().width / 1280"
        assert page.locator("section.now aside").evaluate(size) >= 15
        page.get_by_role("button", name="On").click()
        expect(page.locator("section.now aside")).to_have_text("No notes for this slide.")
