"""The option sets that are tried: every preset, and enough others that any two parts meet in all four ways.

They follow from what `cookiecutter.json` declares, so a new part is tried without a word here.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product

from shopwright.store import TEMPLATE

DECLARED = json.loads((TEMPLATE / "cookiecutter.json").read_text("utf-8"))
PARTS: list[str] = list(DECLARED["_parts"])
PRESETS: Mapping[str, list[str]] = DECLARED["_presets"]

Pair = tuple[tuple[str, bool], tuple[str, bool]]


def pairs(chosen: Collection[str]) -> set[Pair]:
    """Give what one choice of parts says of every two."""
    return {((a, a in chosen), (b, b in chosen)) for a, b in combinations(sorted(PARTS), 2)}


def possible(chosen: Collection[str]) -> bool:
    """Whether the template allows a choice: it has a front, and every part has what it needs."""
    declared = DECLARED["_parts"]
    has_front = any(declared[name]["front"] for name in chosen)
    return has_front and all(need in chosen for name in chosen for need in declared[name]["needs"])


def choices() -> list[tuple[str, ...]]:
    """Give every choice of parts that the template allows."""
    masks = product((True, False), repeat=len(PARTS))
    found = (tuple(part for part, on in zip(PARTS, mask, strict=True) if on) for mask in masks)
    return [choice for choice in found if possible(choice)]


def all_pairs() -> set[Pair]:
    """Give all that can be said of two parts in some allowed choice."""
    return set().union(*map(pairs, choices()))


def answers(chosen: Collection[str], preset: str) -> dict[str, str]:
    """Reach a choice of parts from a preset, by forcing parts on and off."""
    added = [part for part in chosen if part not in PRESETS[preset]]
    removed = [part for part in PRESETS[preset] if part not in chosen]
    return {"preset": preset, "with_parts": ", ".join(added), "without_parts": ", ".join(removed)}


def rows(presets: Iterable[str]) -> dict[str, dict[str, str]]:
    """Give the presets, then whatever choice adds most pairs that were not tried, until none is left."""
    tried = {name: {"preset": name} for name in presets}
    missing = all_pairs().difference(*(pairs(PRESETS[name]) for name in tried))
    while missing:
        best = max(choices(), key=lambda choice: len(missing & pairs(choice)))
        missing -= pairs(best)
        # Take the presets in turn, so that each is both added to and taken from.
        tried["-".join(best)] = answers(best, list(PRESETS)[len(tried) % len(PRESETS)])
    return tried


TRIED = rows(PRESETS)
# The smallest store is also the one that sells at home alone, elsewhere, for prices without tax.
TRIED["minimal"] |= {"currency": "USD", "further_currencies": "none", "prices_include_tax": "no"}
