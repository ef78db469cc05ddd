"""What is packed of other things when it is sold. It has no stock of its own; its parts have.

A domain that knows such things says so here, and the shelves need not know the domain:

    @knows_recipes
    def parts_of(variants): ...
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping

Recipe = Mapping[int, int]  # units by the variant that they are of
Find = Callable[[Collection[int]], Mapping[int, Recipe]]

_finders: list[Find] = []


def knows_recipes(find: Find) -> Find:
    """Have this function asked what variants are packed of; it leaves out what is a thing by itself."""
    _finders.append(find)
    return find


def recipes(variants: Collection[int]) -> dict[int, Recipe]:
    """What each variant is packed of; those that are things themselves are left out.

    Costs what the functions cost that know: one query each, however many variants.
    """
    return {variant: recipe for find in _finders for variant, recipe in find(variants).items()}


def unpacked(wanted: Mapping[int, int]) -> dict[int, int]:
    """Units by variant, of things alone: what is wanted inside others and by itself is summed.

    Costs what `recipes` does.
    """
    known = recipes(wanted)
    things: Counter[int] = Counter()
    for variant, units in wanted.items():
        for part, each in known.get(variant, {variant: 1}).items():
            things[part] += each * units
    return dict(things)
