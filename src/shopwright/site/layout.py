"""Lay out a graph in rows: boxes and arrows go in, places come out, the same for the same graph.

The known way of Sugiyama: arrows that close a circle count backwards, a box stands below all that lead to
it, long arrows get a bend in each row, rows are ordered by where their neighbours stand, and each box comes
as near to these as its row allows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

GAP_X, GAP_Y = 26.0, 46.0
_SWEEPS = 12

Size = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """One arrow between two boxes; its label takes a place of its own."""

    source: str
    target: str
    label: str = ""
    label_width: float = 0


@dataclass
class Layout:
    """Where everything stands: the middle of each box, the bends of each arrow, and the whole size."""

    boxes: dict[str, Point] = field(default_factory=dict)
    routes: dict[Arrow, list[Point]] = field(default_factory=dict)
    labels: dict[Arrow, Point] = field(default_factory=dict)
    width: float = 0
    height: float = 0


def laid_out(sizes: Mapping[str, Size], arrows: Sequence[Arrow]) -> Layout:
    """Return the places of boxes and arrows.

    Args:
        sizes: the boxes by name, with width and height, in the order in which they are to be read.
        arrows: between different boxes; an arrow from a box to itself is left out.
    """
    wanted = [arrow for arrow in arrows if arrow.source != arrow.target]
    forward = {arrow: arrow not in _circular(sizes, wanted) for arrow in wanted}
    graph = _Graph(dict(sizes))
    rows = _ranks(sizes, wanted, forward, 2 if any(arrow.label for arrow in wanted) else 1)
    for name in sizes:
        graph.put(name, rows[name])
    chains = {arrow: graph.chain(arrow, rows, forward[arrow]) for arrow in wanted}
    graph.order()
    return graph.placed(chains, forward)


def _circular(sizes: Mapping[str, Size], arrows: Sequence[Arrow]) -> set[Arrow]:
    """Return the arrows that lead back to a box from which the walk came."""
    leaving: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        leaving[arrow.source].append(arrow)
    back: set[Arrow] = set()
    state: dict[str, int] = {}

    def walk(name: str) -> None:
        state[name] = 1
        for arrow in leaving[name]:
            if state.get(arrow.target) == 1:
                back.add(arrow)
            elif arrow.target not in state:
                walk(arrow.target)
        state[name] = 2

    for name in sizes:
        if name not in state:
            walk(name)
    return back


def _ranks(
    sizes: Mapping[str, Size], arrows: Sequence[Arrow], forward: Mapping[Arrow, bool], step: int
) -> dict[str, int]:
    above: dict[str, list[str]] = defaultdict(list)
    for arrow in arrows:
        upper, lower = _ends(arrow, forward[arrow])
        above[lower].append(upper)
    ranks: dict[str, int] = {}

    def rank(name: str) -> int:
        if name not in ranks:
            ranks[name] = max((rank(upper) + step for upper in above[name]), default=0)
        return ranks[name]

    for name in sizes:
        rank(name)
    return ranks


def _ends(arrow: Arrow, forward: bool) -> tuple[str, str]:
    return (arrow.source, arrow.target) if forward else (arrow.target, arrow.source)


class _Graph:
    """Boxes and bends in their rows, with their neighbours above and below."""

    def __init__(self, sizes: dict[str, Size]) -> None:
        self.sizes = sizes
        self.rows: dict[int, list[str]] = defaultdict(list)
        self.above: dict[str, list[str]] = defaultdict(list)
        self.below: dict[str, list[str]] = defaultdict(list)

    def put(self, name: str, row: int) -> None:
        self.rows[row].append(name)

    def chain(self, arrow: Arrow, rows: Mapping[str, int], forward: bool) -> list[str]:
        """Put a bend for an arrow into each row that it passes; return all that it passes, from above."""
        upper, lower = _ends(arrow, forward)
        names = [upper]
        middle = (rows[upper] + rows[lower]) // 2
        for row in range(rows[upper] + 1, rows[lower]):
            name = f"{upper} {lower} {arrow.source} {arrow.label} {row}"
            labelled = arrow.label and row == middle
            self.sizes[name] = (arrow.label_width, 16.0) if labelled else (4.0, 0.0)
            self.put(name, row)
            names.append(name)
        names.append(lower)
        for one, other in pairwise(names):
            self.below[one].append(other)
            self.above[other].append(one)
        return names

    def order(self) -> None:
        """Order the rows so that few arrows cross."""
        best, fewest = dict(self.rows), self._crossings()
        for sweep in range(_SWEEPS):
            down = sweep % 2 == 0
            for row in sorted(self.rows, reverse=not down):
                self._sort(row, self.above if down else self.below, row - 1 if down else row + 1)
            if (count := self._crossings()) < fewest:
                best, fewest = {row: list(names) for row, names in self.rows.items()}, count
        self.rows = defaultdict(list, best)

    def _sort(self, row: int, neighbours: Mapping[str, list[str]], other: int) -> None:
        places = {name: place for place, name in enumerate(self.rows.get(other, []))}
        own = {name: place for place, name in enumerate(self.rows[row])}

        def wish(name: str) -> float:
            there = [places[one] for one in neighbours.get(name, ()) if one in places]
            return sum(there) / len(there) if there else own[name]

        self.rows[row] = sorted(self.rows[row], key=lambda name: (wish(name), own[name]))

    def _crossings(self) -> int:
        count = 0
        for row in sorted(self.rows):
            places = {name: place for place, name in enumerate(self.rows.get(row + 1, []))}
            ends = [
                (at, places[other])
                for at, name in enumerate(self.rows[row])
                for other in self.below[name]
                if other in places
            ]
            count += sum(a < c and b > d for a, b in ends for c, d in ends)
        return count

    def placed(self, chains: Mapping[Arrow, list[str]], forward: Mapping[Arrow, bool]) -> Layout:
        x, y = self._columns(), self._heights()
        left = min((x[name] - self.sizes[name][0] / 2 for name in x), default=0)
        at = {name: (x[name] - left, y[name]) for name in x}
        found = Layout(
            width=max((at[name][0] + self.sizes[name][0] / 2 for name in at), default=0),
            height=max((at[name][1] + self.sizes[name][1] / 2 for name in at), default=0),
        )
        bends = {name for names in chains.values() for name in names[1:-1]}
        found.boxes = {name: place for name, place in at.items() if name not in bends}
        for arrow, names in chains.items():
            points = self._route(names, at)
            found.routes[arrow] = points if forward[arrow] else points[::-1]
            labelled = [name for name in names[1:-1] if self.sizes[name][1]]
            found.labels |= {arrow: at[labelled[0]]} if labelled else {}
        return found

    def _route(self, names: list[str], at: Mapping[str, Point]) -> list[Point]:
        first, last = names[0], names[-1]
        start = (at[first][0], at[first][1] + self.sizes[first][1] / 2)
        end = (at[last][0], at[last][1] - self.sizes[last][1] / 2)
        return [start, *(at[name] for name in names[1:-1]), end]

    def _heights(self) -> dict[str, float]:
        y: dict[str, float] = {}
        top = 0.0
        for row in sorted(self.rows):
            height = max(self.sizes[name][1] for name in self.rows[row])
            y |= dict.fromkeys(self.rows[row], top + height / 2)
            top += height + (GAP_Y if height else GAP_Y / 2)
        return y

    def _columns(self) -> dict[str, float]:
        x: dict[str, float] = {}
        for names in self.rows.values():
            x |= dict(zip(names, self._apart(names, [0.0] * len(names)), strict=True))
        for sweep in range(2 * _SWEEPS):
            down = sweep % 2 == 0
            for row in sorted(self.rows, reverse=not down):
                names = self.rows[row]
                wishes = [self._wish(name, x, self.above if down else self.below) for name in names]
                x |= dict(zip(names, self._apart(names, wishes), strict=True))
        return x

    @staticmethod
    def _wish(name: str, x: Mapping[str, float], neighbours: Mapping[str, list[str]]) -> float:
        there = [x[other] for other in neighbours.get(name, ())]
        return sum(there) / len(there) if there else x[name]

    def _apart(self, names: Sequence[str], wishes: Sequence[float]) -> list[float]:
        """Return places as near to the wishes as order and width allow: a regression that only rises."""
        offsets, total = [], 0.0
        for one, other in zip([None, *names], names, strict=False):
            total += (self.sizes[one][0] / 2 + self.sizes[other][0] / 2 + GAP_X) if one is not None else 0
            offsets.append(total)
        pools: list[tuple[float, int]] = []
        for wish, offset in zip(wishes, offsets, strict=True):
            mean, size = wish - offset, 1
            while pools and pools[-1][0] > mean:
                before, many = pools.pop()
                mean, size = (before * many + mean * size) / (many + size), many + size
            pools.append((mean, size))
        means = [mean for mean, size in pools for _ in range(size)]
        return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
