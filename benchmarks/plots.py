"""Pictures of figures, drawn as SVG without another program."""

from collections.abc import Sequence
from html import escape

Row = tuple[str, str, float, str]  # what, in which case, how much, and a word beside it

WIDTH, LEFT, RIGHT, LINE, HEAD = 860, 190, 250, 22, 66
# A picture stands on a ground of its own, so it can be read on any page; both follow the reader's choice.
STYLE = """
svg { --ground: #faf7f2; --ink: #1c2422; --soft: #5a615d; --rule: #ded6c9; --a: #1f4d47; --b: #b9502c }
@media (prefers-color-scheme: dark) {
  svg { --ground: #141a19; --ink: #ece6dc; --soft: #aab0aa; --rule: #34403d; --a: #9fcabf; --b: #e8966f }
}
text { font: 14px system-ui, sans-serif; fill: var(--ink) } .soft { fill: var(--soft); font-size: 12.5px }
.title { font-size: 17px; font-weight: 600 } .ground { fill: var(--ground) } .rule { stroke: var(--rule) }
.a { fill: var(--a) } .b { fill: var(--b) }
"""


def bars(title: str, rows: Sequence[Row]) -> str:
    """Draw a bar for each row; rows of one thing stand together, and each case has its colour."""
    cases = list(dict.fromkeys(case for _, case, _, _ in rows))
    longest = max(amount for _, _, amount, _ in rows)
    parts, y, last = [_legend(title, cases)], float(HEAD), ""
    for what, case, amount, word in rows:
        if what != last:
            y += 12
            parts.append(f'<text x="{LEFT - 14}" y="{y + 15:.0f}" text-anchor="end">{escape(what)}</text>')
        length = amount / longest * (WIDTH - LEFT - RIGHT)
        place = f'x="{LEFT}" y="{y + 2:.0f}" width="{length:.1f}" height="16" rx="2"'
        parts.append(
            f'<rect class="{_class(case, cases)}" {place}/>'
            f'<text class="soft" x="{LEFT + length + 8:.1f}" y="{y + 15:.0f}">'
            f"{amount:,.0f} · {escape(word)}</text>"
        )
        last, y = what, y + LINE
    height = y + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img"'
        f' width="{WIDTH}" height="{height:.0f}"><title>{escape(title)}</title><style>{STYLE}</style>'
        f'<rect class="ground" width="{WIDTH}" height="{height:.0f}" rx="8"/>{"".join(parts)}</svg>\n'
    )


def _legend(title: str, cases: Sequence[str]) -> str:
    words = [f'<text class="title" x="24" y="34">{escape(title)}</text>']
    for number, case in enumerate(cases):
        x = 24 + number * 130
        words.append(f'<rect class="{_class(case, cases)}" x="{x}" y="48" width="12" height="12" rx="2"/>')
        words.append(f'<text class="soft" x="{x + 18}" y="58">{escape(case)}</text>')
    return "".join(words)


def _class(case: str, cases: Sequence[str]) -> str:
    return "ab"[cases.index(case) % 2]
