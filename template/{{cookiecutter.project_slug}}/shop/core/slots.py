"""Places on pages into which a part puts something of its own, without the page knowing the part.

A page names its places. A part that has something to say there registers a template for it, in its `ready()`:

    register("product.details", "reviews/latest.html", latest_reviews)

A part that is not installed registers nothing, and leaves no trace.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

# {% if reached("scaling.dark") %}
from shop.core.dark import is_dark

# {% endif %}
Context = Mapping[str, Any]


class Part(NamedTuple):
    """What somebody puts into a slot.

    Attributes:
        order: parts with small numbers come first; between equals, the template's name decides.
        template: the name of the part's own template.
        context: makes what that template shows from what the page gives; nothing, and the part shows nothing.
    """

    order: int
    template: str
    context: Callable[[Context], Context | None]


_slots: dict[str, list[Part]] = defaultdict(list)


def register(
    slot: str, template: str, context: Callable[[Context], Context | None] = dict, order: int = 50
) -> None:
    """Put a part into a slot. Twice is once: a template stands in a slot at most one time."""
    others = [part for part in _slots[slot] if part.template != template]
    _slots[slot] = sorted([*others, Part(order, template, context)], key=lambda part: part[:2])


def parts(slot: str) -> list[Part]:
    """What stands in a slot, in order; nothing in one that nobody uses."""
    # {% if reached("scaling.dark") %}
    if slot in OPTIONAL:
        return [part for part in _slots.get(slot, ()) if not is_dark(part.template)]
    # {% endif %}
    return list(_slots.get(slot, ()))
# {% if reached("scaling.dark") %}


# What stands there is nice to have: a page without it still sells.
OPTIONAL = ("product.details", "page.footer")


def optional() -> list[str]:
    """The parts that can be left out, by the names of their templates."""
    return sorted(part.template for slot in OPTIONAL for part in _slots.get(slot, ()))
# {% endif %}
