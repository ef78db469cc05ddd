"""The option sets that are tried: every preset, and enough others that any two parts meet in all four ways.

They follow from what `cookiecutter.json` declares, so a new part is tried without a word here.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product
from random import Random

from shopwright.store import TEMPLATE

DECLARED = json.loads((TEMPLATE / "cookiecutter.json").read_text("utf-8"))
PARTS: list[str] = list(DECLARED["_parts"])
PRESETS: Mapping[str, list[str]] = DECLARED["_presets"]

DRAWS = 40
Choice = tuple[str, ...]
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
    """Give the presets, then as few other choices as were found in which every pair is tried.

    Greedy: whatever choice adds most pairs that were not tried yet. Of equals one is drawn, and the shortest
    of many draws is taken (Cohen, Dalal, Fredman and Patton, "The AETG system", 1997). The seed is fixed.
    """
    tried = {name: {"preset": name} for name in presets}
    random = Random(1)  # noqa: S311 - it keeps no secret
    known = {choice: pairs(choice) for choice in choices()}
    missing = all_pairs().difference(*(pairs(PRESETS[name]) for name in tried))
    for chosen in min((_cover(missing, known, random) for _ in range(DRAWS)), key=len):
        # Take the presets in turn, so that each is both added to and taken from.
        tried["-".join(chosen)] = answers(chosen, list(PRESETS)[len(tried) % len(PRESETS)])
    return tried


def _cover(missing: set[Pair], known: Mapping[Choice, set[Pair]], random: Random) -> list[Choice]:
    """Give choices that try every missing pair, some draw of them."""
    found: list[Choice] = []
    while missing:
        gains = {choice: len(missing & said) for choice, said in known.items()}
        most = max(gains.values())
        found.append(random.choice([choice for choice, gain in gains.items() if gain == most]))
        missing = missing - known[found[-1]]
    return found


TRIED = rows(PRESETS)
# The smallest store is also the one that sells at home alone, elsewhere, for prices without tax.
TRIED["minimal"] |= {"currency": "USD", "further_currencies": "none", "prices_include_tax": "no"}
