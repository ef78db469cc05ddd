"""What a release is asked, one module for each side of the shop, with what it looks at in `LOOKS`.

A look changes nothing that stays: what it puts into a cart it takes out again, and it never places an order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from deploy.release.asking import Visitor


@dataclass(frozen=True)
class Look:
    """One thing that is looked at.

    Attributes:
        name: how it is called in what is printed.
        look: says what it saw, or raises `Wrong`.
        goods: whether there must be something on the shelves for it.
    """

    name: str
    look: Callable[[Visitor], str]
    goods: bool = True


def looks() -> Iterator[Look]:
    """Every look that this store has, in the order of the modules' names."""
    for module in sorted(iter_modules(__path__), key=lambda found: found.name):
        yield from import_module(f"{__name__}.{module.name}").LOOKS
