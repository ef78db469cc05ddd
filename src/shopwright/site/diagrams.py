"""Diagrams: written as mermaid in a page, drawn once by an author's browser, and kept as pictures.

A page whose diagrams are kept shows them without a script, in the reader's colours, with their text below.
One that nobody has drawn yet is drawn by the reader's browser, with a program as big as a hundred pages.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from shopwright.errors import Problem
from shopwright.site.markup import escape

FOLDER = "docs/diagrams"
_FENCE = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PAGE = """<!doctype html><meta charset="utf-8"><style>
@font-face {{ font-family: "Hanken Grotesk"; src: url("{font}"); font-weight: 100 900; }}
body {{ font: 16px "Hanken Grotesk"; }}
</style><p>Words that load the typeface</p><script src="{program}"></script>"""
# Colours are the page's own, so that a diagram follows it from light to dark.
_COLOURS = """
text, tspan, .nodeLabel, .edgeLabel, .label
  { fill: var(--sw-ink) !important; color: var(--sw-ink) !important; }
.node :is(rect, circle, ellipse, polygon, path), rect.actor, .entityBox, .note, rect.note
  { fill: var(--sw-pine-soft) !important; stroke: var(--sw-pine) !important; }
.node :is(.start-state, .state-start, .end-state-inner) { fill: var(--sw-pine) !important; }
.labelBox, rect.activation0, .cluster rect
  { fill: var(--sw-sheet) !important; stroke: var(--sw-rule-2) !important; }
:is(.edgePath, .edgePaths) path, path.transition, .flowchart-link, .relationshipLine, .loopLine, .actor-line,
.messageLine0, .messageLine1, .edge-thickness-normal
  { stroke: var(--sw-ink-2) !important; fill: none !important; }
.marker, marker :is(path, circle, polygon)
  { stroke: var(--sw-ink-2) !important; fill: var(--sw-ink-2) !important; }
marker[id*="_er-"] :is(path, circle) { fill: var(--sw-paper) !important; }
:is(.edgeLabel, .labelBkg) rect, rect.background { fill: var(--sw-paper) !important; opacity: 1 !important; }
.row-rect-odd path, .row-rect-odd rect { fill: var(--sw-sheet) !important; }
.row-rect-even path, .row-rect-even rect { fill: var(--sw-paper) !important; }
"""
_DRAW = """async ([id, text, colours]) => {
  await document.fonts.ready;
  mermaid.initialize({
    startOnLoad: false, theme: "neutral", themeCSS: colours, fontFamily: "Hanken Grotesk, sans-serif",
    htmlLabels: false, flowchart: { htmlLabels: false }, deterministicIds: true, deterministicIDSeed: id,
  });
  return (await mermaid.render(id, text)).svg;
}"""


def named(text: str) -> str:
    """Return what a diagram is kept under: it follows from its text alone."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def diagrams_of(markdown: str) -> list[str]:
    """Return the texts of the diagrams of a page."""
    return _FENCE.findall(markdown)


def with_drawings(root: Path, markdown: str) -> str:
    """Return a page that shows the diagrams which are kept; the others stay as they are."""

    def shown(fence: re.Match[str]) -> str:
        file = root / FOLDER / f"{named(fence[1])}.svg"
        if not file.is_file():
            return fence[0]
        text = re.sub(r"\n\s*\n", "\n", escape(fence[1].strip()))
        drawn = file.read_text("utf-8").strip()
        return (
            f'<figure class="sw-diagram"><div class="sw-diagram-frame">{drawn}</div>'
            f"<details data-search-exclude><summary>The diagram as text</summary>"
            f'<pre class="sw-code"><code>{text}</code></pre></details></figure>'
        )

    return _FENCE.sub(shown, markdown)


def sources(root: Path) -> Iterator[Path]:
    """Yield the pages and lessons that may have diagrams."""
    for folder in ("docs", "chapters"):
        yield from sorted((root / folder).rglob("*.md"))


def all_diagrams(root: Path) -> list[str]:
    """Return the texts of all diagrams, each once."""
    found = (text for file in sources(root) for text in diagrams_of(file.read_text("utf-8")))
    return list(dict.fromkeys(found))


def undrawn(root: Path) -> list[str]:
    """Return the texts of the diagrams that are not kept yet."""
    return [text for text in all_diagrams(root) if not (root / FOLDER / f"{named(text)}.svg").is_file()]


def remove_unused(root: Path) -> list[Path]:
    """Remove the drawings that no page has any more; return their files."""
    wanted = {f"{named(text)}.svg" for text in all_diagrams(root)}
    unused = [file for file in (root / FOLDER).glob("*.svg") if file.name not in wanted]
    for file in unused:
        file.unlink()
    return unused


def draw(root: Path, texts: Iterable[str], fonts: Path, chromium: Path) -> list[Path]:
    """Draw diagrams with a browser, and keep them; return the files.

    Raises:
        Problem: there is no browser, or a diagram is not mermaid.
    """
    # Only authors draw, so that readers and builders need no browser.
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415

    if not chromium.is_file():
        raise Problem(
            "Diagrams cannot be drawn.", found=f"no browser at {chromium}.",
            do="install Chromium (on Debian and Ubuntu, `apt install chromium`).",
        )  # fmt: skip
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    stage = fonts / "stage.html"
    program = (root / "node_modules/mermaid/dist/mermaid.min.js").as_uri()
    stage.write_text(_PAGE.format(font="hanken-grotesk.ttf", program=program), "utf-8")
    files = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        page.goto(stage.as_uri())
        for text in texts:
            try:
                svg = page.evaluate(_DRAW, [f"d{named(text)}", text, _COLOURS])
            except Error as error:
                raise Problem(
                    "A diagram cannot be drawn.",
                    found=f"{error.message.strip()[:300]}\n{text}",
                    do="mend its mermaid.",
                ) from error
            files.append(root / FOLDER / f"{named(text)}.svg")
            files[-1].write_text(tidied(svg), "utf-8")
        browser.close()
    return files


def tidied(svg: str) -> str:
    """Return a drawing as it can stand in a page: a picture with a name, as wide as it is or as the page."""
    size = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', svg)
    if size is None:
        raise Problem("A diagram was drawn without a size.", found=svg[:200], do="try another mermaid.")
    width, height = (round(float(each)) for each in size.groups())
    head, _, rest = svg.partition(">")
    for name in ("width", "style", "role", "aria-roledescription", "height"):
        head = re.sub(rf' {name}="[^"]*"', "", head)
    head += f' width="{width}" height="{height}" style="min-width: {min(width, 560)}px"'
    head += ' role="img" aria-label="A diagram. The same as text follows."'
    rest = re.sub(r"<br\s*/?>", "<br/>", rest)
    return f"{head}>{rest}\n"
