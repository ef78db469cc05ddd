"""Slides as one HTML file: no other host, no framework; keys move, `n` shows the speaker's notes."""

import base64
from collections.abc import Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path

from shopwright.course.manifest import Chapter
from shopwright.course.schedule import NAMES, Schedule
from shopwright.site.assets import FONTS
from shopwright.site.material import Material
from shopwright.teach.blocks import look, marked
from shopwright.teach.deck import Slide, deck_of

_FAMILIES = {"fontpkg_hanken_grotesk": "Hanken Grotesk", "fontpkg_jetbrains_mono": "JetBrains Mono"}


def slides_of(material: Material, chapters: Sequence[Chapter]) -> list[Slide]:
    """Return the slides of chapters, one after the other."""
    return [slide for chapter in chapters for slide in deck_of(material, chapter)]


def plan_slides(material: Material, found: Schedule) -> list[Slide]:
    """Return the slides of a workshop: what there will be, then those of its chapters."""
    plan = found.plan
    items = "".join(f"<li>{escape(chapter.title)}</li>" for chapter in plan.chapters[:10])
    more = len(plan.chapters) - 10
    rest = f"<li>and {more} more</li>" if more > 0 else ""
    notes = [
        f"{laid.session.title}: "
        + ", ".join(f"{slot.minutes} min {NAMES[slot.kind].lower()}" for slot in laid.slots)
        for laid in found.sessions
    ]
    first = Slide(
        plan.title, f'<p class="part">{escape(plan.length)}</p><ol>{items}{rest}</ol>', tuple(notes)
    )
    return [first, *slides_of(material, plan.chapters)]


def as_html(title: str, slides: Sequence[Slide]) -> str:
    """Return slides as a page that is complete in itself, and can be read without scripts."""
    sections = "\n".join(_section(slide, number, len(slides)) for number, slide in enumerate(slides, 1))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{typefaces()}{look('slides.css')}</style></head>\n<body>"
        f"<main>{sections}</main>\n"
        '<nav aria-label="Slides" hidden><button type="button" id="back">Back</button>'
        '<output id="place" aria-live="polite"></output><button type="button" id="on">On</button>'
        '<button type="button" id="notes" aria-pressed="false">Notes (n)</button></nav>'
        f"<script>{look('slides.js')}</script></body></html>\n"
    )


def _section(slide: Slide, number: int, count: int) -> str:
    notes = "".join(f"<p>{marked(note)}</p>" for note in slide.notes)
    notes = notes or '<p class="none">No notes for this slide.</p>'
    aside = f'<aside tabindex="0" aria-label="Speaker\'s notes">{notes}</aside>'
    size = "long" if len(slide.title) > 52 else ""
    return (
        f'<section id="s{number}" aria-label="Slide {number} of {count}">'
        f'<div class="slide {slide.look}"><h1 class="{size}">{marked(slide.title)}</h1>'
        f'<div class="body">{slide.body}</div>'
        f"<footer><span>{escape(slide.step)}</span><span>{number}</span></footer></div>{aside}</section>"
    )


def typefaces() -> str:
    """Return the site's typefaces as CSS with their data inside; nothing where they are not installed."""
    rules = []
    for package, family in _FAMILIES.items():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        upright = next(iter(FONTS[package]))
        data = base64.b64encode((Path(spec.origin).parent / "files" / upright).read_bytes()).decode("ascii")
        rules.append(
            f'@font-face{{font-family:"{family}";src:url(data:font/ttf;base64,{data});font-weight:100 900}}'
        )
    return "".join(rules)
