"""Every address of the store in one table: who may do what there, and what stands behind it in a test.

Each domain has its rows in a module `addresses` beside its tests, with a function `stand` that puts up what
they name. Whoever adds an address adds a row; `test_addresses.py` fails until they have.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import tests

# Nobody who is known, a customer, staff without the right that it takes, staff with it.
PEOPLE = ("anonymous", "customer", "staff without", "staff with")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANY = "any method"


@dataclass(frozen=True)
class Row:
    """One thing that can be done at one address. What no row tells of is answered with 405.

    Attributes:
        status: what comes back: the same for everybody, or one for each of PEOPLE.
        body: what is sent: JSON below `/api/`, a form elsewhere.
        headers: what has to be said along.
        right: the one that the last of PEOPLE has, and the one before has not.
    """

    method: str
    path: str
    status: int | tuple[int, int, int, int]
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    right: str = ""

    @property
    def address(self) -> str:
        """The path without its parameters."""
        return self.path.partition("?")[0]

    def expected(self, who: str) -> int:
        """What somebody gets."""
        return self.status if isinstance(self.status, int) else self.status[PEOPLE.index(who)]


def registered() -> Iterator[Any]:
    """The modules of all domains whose tests are here."""
    for found in pkgutil.walk_packages(tests.__path__, "tests."):
        if found.name.endswith(".addresses") and found.name != __name__:
            yield import_module(found.name)


def table() -> list[Row]:
    """All rows of all domains."""
    return [row for module in registered() for row in module.ROWS]


def stand() -> None:
    """Put up what all rows name."""
    for module in registered():
        module.stand()
