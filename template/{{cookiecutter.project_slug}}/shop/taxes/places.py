"""Where goods go, and which places count as one area for value added tax."""

from collections.abc import Mapping
from dataclasses import dataclass

# What follows the hyphen in the code of a part of a country after ISO 3166, CA of US-CA.
SUBDIVISION = r"^[A-Z0-9]{1,3}$"

EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)

# Parts of member states in which the Union's VAT does not hold (Directive 2006/112/EC, article 6).
OUTSIDE: Mapping[str, frozenset[str]] = {
    "ES": frozenset({"CN", "CE", "ML"}),  # the Canary Islands, Ceuta, Melilla
    "FI": frozenset({"01"}),  # Åland
    "FR": frozenset({"971", "972", "973", "974", "976"}),  # the overseas departments
}


@dataclass(frozen=True)
class Place:
    """An address, as far as taxes care. A table needs the first two; tax services ask for all of it."""

    country: str
    subdivision: str = ""
    postal_code: str = ""
    city: str = ""
    street: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (self.country, self.subdivision)))

    @property
    def member_state(self) -> str:
        """The prefix of the VAT ids of this place's businesses; empty outside the Union's area for goods."""
        if (self.country, self.subdivision) == ("GB", "NIR"):
            return "XI"  # for goods, Northern Ireland stayed in (the Windsor Framework)
        if self.country not in EU or self.subdivision in OUTSIDE.get(self.country, ()):
            return ""
        return "EL" if self.country == "GR" else self.country
