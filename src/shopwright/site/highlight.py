"""Colour code on the server: a file's text goes in, one piece of HTML for each of its lines comes out."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import PurePosixPath

from pygments.lexer import Lexer
from pygments.lexers import TextLexer, get_lexer_by_name, get_lexer_for_filename
from pygments.token import STANDARD_TYPES, _TokenType
from pygments.util import ClassNotFound

# Names that Pygments does not know, or takes for something else.
_BY_NAME = {
    ".env": "bash",
    ".env.example": "bash",
    ".gitignore": "text",
    "Makefile": "make",
    "py.typed": "text",
}
_BY_SUFFIX = {".html": "html+django", ".txt": "text", ".lock": "toml", ".importlinter": "ini", ".svg": "xml"}


# What code.css gives no colour of its own needs no element: half the elements of the site would be these.
_UNCOLOURED = frozenset({"w", "n", "p", "o", "nb", "bp", "nn", "nx", "nl", "ni", "vi", "vg", "vc", "err"})


@lru_cache(maxsize=4096)  # more than the site has: whoever serves it colours each listing once
def lines_of(code: str, path: str) -> tuple[str, ...]:
    """Return the HTML of each line of `code`, coloured as a file called `path`; markup never spans lines."""
    lines: list[list[tuple[str, str]]] = [[]]
    for token, text in lexer_for(path).get_tokens(code):
        css = _css_class(token)
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if piece:
                lines[-1].append((css, piece))
    if not lines[-1]:
        lines.pop()
    return tuple(_markup(pieces) for pieces in lines)


def _markup(pieces: Iterable[tuple[str, str]]) -> str:
    """Return one line's pieces as HTML; neighbours of one colour become one element."""
    html = ""
    for css, run in groupby(pieces, key=itemgetter(0)):
        text = escape("".join(piece for _, piece in run), quote=False)
        html += f'<span class="{css}">{text}</span>' if css else text
    return html


@lru_cache(maxsize=256)
def lexer_for(path: str) -> Lexer:
    """Return the lexer for a file's name; a name that says nothing is plain text."""
    name, suffix = PurePosixPath(path).name, PurePosixPath(path).suffix
    alias = _BY_NAME.get(name) or _BY_SUFFIX.get(suffix)
    try:
        kind: type[Lexer] = type(get_lexer_by_name(alias) if alias else get_lexer_for_filename(name))
    except ClassNotFound:
        kind = TextLexer
    return kind(stripnl=False, ensurenl=False)


def _css_class(token: _TokenType) -> str:
    while token not in STANDARD_TYPES and token.parent is not None:
        token = token.parent
    css = STANDARD_TYPES.get(token, "")
    return "" if css in _UNCOLOURED else css
