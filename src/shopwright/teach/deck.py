"""Cut lessons into slides of 1280 by 720: what stands on each fits, and what was cut goes into the notes.

Heights are counted before anything is drawn: in lines of so many letters, for letters as wide as they may be.
"""

import base64
import mimetypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from math import ceil
from pathlib import Path

from shopwright.course.exercises import Exercise, load_exercises
from shopwright.course.manifest import Chapter
from shopwright.course.notes import Notes, read_notes
from shopwright.course.plans import starting_point
from shopwright.site.highlight import lines_of
from shopwright.site.material import Material
from shopwright.teach.blocks import Block, blocks_of, marked, opening, rows_of
from shopwright.teach.cutting import cut

HEIGHT = 520  # pixels for what stands below a slide's title
LETTERS = 78  # in a line of words
LINE, GAP = 36, 14
CODE_WIDTH, CODE_HEIGHT = 1080, 400
ROW, SMALLEST = 1.3, 15  # a line of code in parts of its letters, and these in pixels
MOST_ROWS, FEWEST_ROWS = 18, 8
SHORT = 100  # pixels: what is less high than this does not stand alone where it need not
CONSOLE = "x.console"
_WORDS = ("words", "item")


@dataclass(frozen=True)
class Slide:
    """One slide: its title, its HTML, what the speaker knows, the step that holds, and how it looks."""

    title: str
    body: str
    notes: tuple[str, ...] = ()
    step: str = ""
    look: str = ""


@dataclass
class _Piece:
    html: str
    height: int
    note: str = ""
    step: str = ""
    item: bool = False
    fitted: "Callable[[int], _Piece | None] | None" = None  # the same, no higher than so many pixels


@dataclass
class _Page:
    pieces: list[_Piece] = field(default_factory=list)

    @property
    def height(self) -> int:
        return sum(piece.height for piece in self.pieces)


def deck_of(material: Material, chapter: Chapter) -> list[Slide]:
    """Return the slides of a chapter: title, goals, its lesson, exercises and questions."""
    notes = read_notes(chapter)
    slides = [_title(chapter, notes)]
    slides += _list("Afterwards you can", notes.goals, ("On the board:", *notes.board) if notes.board else ())
    for title, blocks in _sections(blocks_of(material, chapter)):
        skipped: tuple[str, ...] = ()
        if any(block.kind == "exercise" for block in blocks):
            names = [block.text for block in blocks if block.kind == "exercise"]
            told = [block.text for block in blocks if block.kind in _WORDS]
            slides += [
                _exercise(chapter, each, told) for each in load_exercises(chapter) if each.name in names
            ]
            skipped = ("exercise", *_WORDS)
        rest = [block for block in blocks if block.kind not in skipped]
        slides += _pages(title or chapter.title, [piece for block in rest for piece in _piece(block)])
    return [*slides, *_list("Questions", notes.questions, ())]


def _title(chapter: Chapter, notes: Notes) -> Slide:
    tag = starting_point(chapter)
    body = (
        f'<p class="part">{escape(chapter.part)} · chapter {chapter.number}</p>'
        f'<p class="lead">{marked(chapter.summary)}</p><pre class="command">$ git checkout {tag}</pre>'
    )
    told = ["What goes wrong in the room:", *notes.wrong, "When late:", *notes.late]
    return Slide(chapter.title, body, tuple(told if notes != Notes() else ()), tag, "title")


def _list(title: str, entries: Iterable[str], notes: tuple[str, ...]) -> list[Slide]:
    return _pages(title, [_bullet(entry) for entry in entries], notes)


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Block]]]:
    title, found = "", list[Block]()
    for block in blocks:
        if block.kind == "heading":
            yield title, found
            title, found = block.text, []
        else:
            found.append(block)
    yield title, found


def _pages(title: str, pieces: list[_Piece], notes: tuple[str, ...] = ()) -> list[Slide]:
    """Put pieces onto slides, as many as fit on each."""
    pages = [_Page()]
    for piece in pieces:
        found, room = piece, HEIGHT - pages[-1].height
        if pages[-1].pieces and piece.height > room:
            smaller = piece.fitted(room) if piece.fitted else None
            if smaller is None:
                pages.append(_Page())
            found = smaller or piece
        pages[-1].pieces.append(found)
    _join_what_is_short(pages)
    slides = []
    for number, page in enumerate(pages):
        if not page.pieces:
            continue
        told = tuple(piece.note for piece in page.pieces if piece.note)
        step = next((piece.step for piece in reversed(page.pieces) if piece.step), "")
        slides.append(Slide(title, _body(page), (*(notes if not number else ()), *told), step))
    return slides


def _join_what_is_short(pages: list[_Page]) -> None:
    """Let no slide hold a sentence or two alone: make room before it, or share with the slide before."""
    for before, page in reversed(list(pairwise(pages))):
        if page.height >= SHORT or not page.pieces:
            continue
        over = before.height + page.height - HEIGHT
        for at, piece in enumerate(before.pieces):
            smaller = piece.fitted(piece.height - max(over, 0)) if piece.fitted else None
            if smaller:
                before.pieces[at] = smaller
                before.pieces += page.pieces
                page.pieces = []
                break
        while page.pieces and before.pieces[-1].item and before.height - page.height > SHORT:
            page.pieces.insert(0, before.pieces.pop())


def _body(page: _Page) -> str:
    html, listed = [], False
    for piece in page.pieces:
        if piece.item != listed:
            html.append("<ul>" if piece.item else "</ul>")
            listed = piece.item
        html.append(piece.html)
    return "".join(html) + ("</ul>" if listed else "")


def _piece(block: Block) -> Iterator[_Piece]:
    match block.kind:
        case "words" | "item":
            yield _bullet(opening(block.text), note=block.text, step=block.step)
        case "step":
            command = f'<pre class="command">$ git checkout {escape(block.text)}</pre>'
            yield _Piece(command, 62, step=block.step)
        case "code":
            yield _code(block.text, block.path, block.where or "", block.step)
        case "console":
            yield _code(block.text, CONSOLE, "", block.step)
        case "table":
            yield _table(block)
        case "picture":
            yield _picture(block)
        case "drawing":
            words = "A drawing: open this chapter's lesson, or let the room draw it on the board."
            yield _bullet(words, step=block.step)
        case _:
            return


def _bullet(text: str, note: str = "", step: str = "") -> _Piece:
    letters = len(text.replace("*", ""))
    return _Piece(f"<li>{marked(text)}</li>", ceil(letters / LETTERS) * LINE + GAP, note, step, item=True)


def _code(code: str, path: str, where: str, step: str, room: int = CODE_HEIGHT) -> _Piece:
    """Return code in letters that fit, cut where it is too long; the notes say what was cut.

    Args:
        room: how many pixels the lines may take.
    """
    most = min(int(room / ROW / SMALLEST), MOST_ROWS)
    python = path.endswith(".py")
    count = code.rstrip("\n").count("\n") + 1
    kept = [line.expandtabs(4) for line in cut(code, most, python=python)]
    more = count - len([line for line in kept if line.strip() not in {"…", "# …"}])
    widest = max(len(line) for line in kept)
    size = max(SMALLEST, min(21, int(CODE_WIDTH / 0.605 / max(widest, 1)), int(room / ROW / len(kept))))
    fitting = int(CODE_WIDTH / 0.605 / size)
    shown = [line if len(line) <= fitting else f"{line[: fitting - 1]}…" for line in kept]
    html = "\n".join(lines_of("\n".join(shown), path if path != CONSOLE else "x.txt"))
    if path == CONSOLE:
        html = "\n".join(_prompted(line) for line in shown)
    caption = ", ".join(filter(None, [where, f"{more} more lines" if more else ""]))
    head = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    kind = "console" if path == CONSOLE else "code"
    figure = (
        f'<figure class="{kind}">{head}<pre style="font-size:{size}px"><code>{html}</code></pre></figure>'
    )
    around = 30 + GAP + (34 if caption else 0)
    note = f"Cut on the slide: {more} lines{f' {where}' if where else ''}." if more else ""

    def fitted(height: int) -> _Piece | None:
        rows = int((height - around) / ROW / SMALLEST)
        most_is_shown = rows >= len(kept) or rows >= max(FEWEST_ROWS, len(kept) * 0.7)
        return _code(code, path, where, step, height - around) if most_is_shown else None

    return _Piece(figure, ceil(len(kept) * size * ROW) + around, note, step, fitted=fitted)


def _prompted(line: str) -> str:
    text = escape(line, quote=False)
    return f'<b class="typed">{text}</b>' if line.startswith(("$ ", "> ")) else text


def _table(block: Block) -> _Piece:
    head, *rows = rows_of(block.text)
    letters = max(8, int(LETTERS * 1.15 / len(head)))
    shown, height = [], 44
    for row in rows:
        tall = max(ceil(len(cell) / letters) for cell in row) * 28 + 13
        if height + tall > HEIGHT - GAP:
            break
        shown.append(row)
        height += tall
    cells = "".join(f"<th>{marked(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{marked(cell)}</td>" for cell in row) + "</tr>" for row in shown)
    cut = len(rows) - len(shown)
    note = f"Cut on the slide: {cut} rows of the table." if cut else ""
    return _Piece(f"<table><tr>{cells}</tr>{body}</table>", height + GAP, note, block.step)


def _picture(block: Block) -> _Piece:
    file = Path(block.where)
    kind = mimetypes.guess_type(file.name)[0] or "image/webp"
    data = base64.b64encode(file.read_bytes()).decode("ascii")
    return _Piece(
        f'<img src="data:{kind};base64,{data}" alt="{escape(block.text)}">', HEIGHT, block.text, block.step
    )


def _exercise(chapter: Chapter, exercise: Exercise, told: Iterable[str] = ()) -> Slide:
    paragraphs = exercise.text.read_text("utf-8").split("\n\n") if exercise.text.is_file() else []
    words = [" ".join(each.split()) for each in paragraphs if not each.startswith(("#", "@", "```", "- "))]
    first = opening(words[0], limit=240) if words else ""
    tests = f"{len(exercise.fails)} tests fail at the start." if exercise.fails else ""
    body = (
        f'<p class="part">Exercise · {exercise.minutes} minutes</p><p class="lead">{marked(first)}</p>'
        f"<p>{tests}</p>"
        f'<pre class="command">$ git checkout {chapter.slug}-end</pre>'
    )
    return Slide(exercise.title, body, (*told, *words), f"{chapter.slug}-end", "title")
