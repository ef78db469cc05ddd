"""How many orders a second one process takes, beside raw SQL and beside Oscar in the same minutes."""

from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, machine
from benchmarks.peers import OSCAR, oscar
from benchmarks.plots import bars
from benchmarks.stores import measure, store
from shopwright.store import ROOT

PICTURE = ROOT / "docs" / "assets" / "screens" / "place-order.svg"
# The account in a new store is an example, and production offers no transfers to it. This is another one.
EXAMPLE, ANOTHER = "DE89 3704 0044 0532 0130 00", "DE02 1203 0000 0000 2020 51"
STORE = "the store, payment excluded"
# A picture has little room for names.
SHORT = {
    ", in one transaction": " together",
    "the store": "store",
    ", payment excluded": "",
    "payment included": "card",
}
CREWS = {1: "alone", 4: "4 at once"}
Cases = dict[tuple[str, int, int, str], dict[str, Any]]


def run() -> list[Figure]:
    """Measure all of them in turns, and draw what came of it."""
    folder = store("place-order")
    _open_an_account(folder / "config" / "shop.toml")
    found = measure(folder, "place_order.py", OSCAR_PYTHON=str(oscar()))
    cases = {(one["peer"], one["lines"], one["people"], one["goods"]): one for one in found["cases"]}
    title = f"Orders a second by one worker process, on {machine()['cores']} cores"
    PICTURE.write_text(bars(title, [_row(one) for one in cases.values()]), "utf-8")
    return [
        Figure("statements of one order over HTTP", found["statements"]["all"], ""),
        Figure("of these, writes", found["statements"]["writes"], ""),
        *(figure for one in cases.values() for figure in _measured(one)),
        *_compared(cases),
    ]


def _open_an_account(toml: Path) -> None:
    toml.write_text(toml.read_text("utf-8").replace(EXAMPLE, ANOTHER), "utf-8")


def _name(one: dict[str, Any]) -> str:
    lines = "1 line" if one["lines"] == 1 else f"{one['lines']} lines"
    return f"{one['peer']}, {lines}{', one thing' if one['goods'] == 'one' else ''}"


def _measured(one: dict[str, Any]) -> list[Figure]:
    """The rate; and, where somebody waits for an answer, how long."""
    name, ours = f"{_name(one)}, {CREWS[one['people']]}", one["peer"].startswith("the store")
    figures = [Figure(f"{name}: orders", one["rate"], "/s", at_least=100 if ours else None)]
    if one["p95"]:
        patience = {1: 25, 4: 60}[one["people"]] if ours else None
        figures.append(Figure(f"{name}: 95 of 100 within", one["p95"], "ms", below=patience))
    return figures


def _compared(cases: Cases) -> list[Figure]:
    """What the goals are about: a share of what SQL does, a multiple of Oscar, and one hot thing."""
    figures = []
    for people, crew in CREWS.items():
        ours, sql, alike = (cases[peer, 4, people, "many"]["rate"] for peer in (STORE, "SQL", "Oscar"))
        hot, many = (cases[STORE, 1, people, goods]["rate"] for goods in ("one", "many"))
        figures += [
            Figure(f"the store to SQL, 4 lines, {crew}", ours / sql * 100, "%", at_least=15),
            Figure(
                f"the store to {OSCAR.replace('==', ' ')}, 4 lines, {crew}", ours / alike, "times", at_least=5
            ),
            Figure(f"one thing that all want to many, {crew}", hot / many * 100, "%", at_least=50),
        ]
    return figures


def _row(one: dict[str, Any]) -> tuple[str, str, float, str]:
    """What the picture says of one case."""
    name = _name(one)
    for long, short in SHORT.items():
        name = name.replace(long, short)
    word = f"95 of 100 within {one['p95']:.0f} ms" if one["p95"] else f"{one['p50']:.1f} ms each"
    return name, CREWS[one["people"]], one["rate"], word
