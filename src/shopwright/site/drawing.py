"""Draw boxes and arrows as SVG within a page: links, colours of the look, and words that stay words."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shopwright.site.layout import Arrow, Point, Size, laid_out
from shopwright.site.markup import escape

_LETTER, _SMALL = 7.2, 6.4  # pixels a letter, at 13 and at 11 pixels
_LINE, _MARGIN = 16.0, 8.0


@dataclass(frozen=True)
class Box:
    """One box of a drawing.

    Attributes:
        title: the first line; it is the link, if there is one.
        lines: what stands below, in small letters.
        kind: how it looks: "" for a box of the drawing's own, "other" for one that stands elsewhere.
    """

    name: str
    title: str
    href: str = ""
    lines: tuple[str, ...] = ()
    kind: str = ""

    @property
    def size(self) -> Size:
        """How much room it takes."""
        widest = max([len(self.title) * _LETTER, *(len(line) * _SMALL for line in self.lines)])
        return max(60.0, widest + 24), 30 + len(self.lines) * _LINE + (6 if self.lines else 0)


def drawn(boxes: Sequence[Box], arrows: Sequence[tuple[str, str, str]], label: str) -> str:
    """Return a figure with a drawing in it; on a narrow screen it scrolls within its frame.

    Args:
        arrows: from, to, and what stands on them.
        label: what the drawing shows, for those who do not see it.
    """
    by_name = {box.name: box for box in boxes}
    ends = [Arrow(one, other, text, len(text) * _SMALL + 8) for one, other, text in arrows]
    layout = laid_out({box.name: box.size for box in boxes}, ends)
    width, height = layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN
    mark = f"sw-head-{zlib.crc32(label.encode()):08x}"  # one for each drawing of a page
    inside = "".join(
        [
            _HEAD.format(mark),
            *(_line(points, mark) for points in layout.routes.values()),
            *(_words(arrow.label, layout.labels[arrow]) for arrow in layout.labels),
            *(_box(by_name[name], place) for name, place in layout.boxes.items()),
        ]
    )
    frame = f'viewBox="{-_MARGIN:g} {-_MARGIN:g} {width:.0f} {height:.0f}"'
    return (
        f'<div class="sw-map" role="region" tabindex="0" aria-label="{escape(label)}">'
        f'<svg width="{width:.0f}" height="{height:.0f}" style="--sw-wide: {width:.0f}px" {frame} '
        f'focusable="false">{inside}</svg></div>'
    )


_HEAD = (
    '<defs><marker id="{}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
    'orient="auto-start-reverse"><path d="M0 0 10 5 0 10z"/></marker></defs>'
)


def _line(points: Sequence[Point], mark: str) -> str:
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (y + to_y) / 2
        path += f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
    return f'<path class="sw-map-line" d="{path}" marker-end="url(#{mark})"/>'


def _words(text: str, place: Point) -> str:
    return f'<text class="sw-map-words" x="{place[0]:.1f}" y="{place[1] + 4:.1f}">{escape(text)}</text>'


def _box(box: Box, place: Point) -> str:
    width, height = box.size
    x, y = place[0] - width / 2, place[1] - height / 2
    lines = "".join(
        f'<text class="sw-map-small" x="{x + 12:.1f}" y="{y + 40 + number * _LINE:.1f}">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    inside = (
        f'<rect class="sw-map-box sw-map-{box.kind or "own"}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" rx="5"/>'
        f'<text class="sw-map-title" x="{place[0]:.1f}" y="{y + 20:.1f}">{escape(box.title)}</text>{lines}'
    )
    return f'<a href="{escape(box.href)}">{inside}</a>' if box.href else f"<g>{inside}</g>"
