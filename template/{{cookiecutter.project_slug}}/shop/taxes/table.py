"""The rates of some countries, read once and then asked without the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from shop.taxes.errors import NoTaxRate
from shop.taxes.places import Place

# The kind of goods of everything that nobody has said anything else about.
STANDARD = "standard"


@dataclass(frozen=True, order=True)
class Rate:
    """What is charged: so many percent, under a name, for a place."""

    percent: Decimal
    name: str
    place: str

    def __str__(self) -> str:
        return f"{self.name} {self.percent.normalize():f} %" if self.name else "no tax"

    @property
    def share(self) -> Fraction:
        """Its part of a net amount, exact: 19/100."""
        return Fraction(self.percent) / 100


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    country: str
    subdivision: str
    category: str
    percent: Decimal
    name: str
    valid_from: date
    valid_until: date | None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True)
class TaxTable:
    """All rates of some countries, those of the past and the future too."""

    rows: tuple[Row, ...]

    def rates(self, place: Place, categories: Iterable[str], on: date) -> Mapping[str, Rate]:
        """The rate of each kind of goods in a place on a day.

        The place is decided first: a part of a country that has rows of its own is asked for nothing else.
        Then the kind of goods; what the place does not name is taxed as the standard kind. Where the table
        knows neither the part nor the country, the shop collects nothing.

        Raises:
            NoTaxRate: the place is in the table, and nothing holds on this day.
        """
        territory = self._territory(place)
        if not territory:
            return {category: Rate(Decimal(0), "", str(place)) for category in categories}
        valid = {row.category: row for row in territory if row.holds(on)}
        return {category: self._rate(valid, category, place, on) for category in categories}

    def knows(self, place: Place) -> bool:
        """Whether taxes are kept for a place at all."""
        return bool(self._territory(place))

    def _territory(self, place: Place) -> list[Row]:
        country = [row for row in self.rows if row.country == place.country]
        part = [row for row in country if row.subdivision and row.subdivision == place.subdivision]
        return part or [row for row in country if not row.subdivision]

    def _rate(self, valid: Mapping[str, Row], category: str, place: Place, on: date) -> Rate:
        row = valid.get(category) or valid.get(STANDARD)
        if row is None:
            raise NoTaxRate(
                found=f"nothing for `{category}` in {place} on {on}.",
                expected=f"a rate for it, or one for `{STANDARD}`.",
                do="add the rate that the law names for that day.",
            )
        return Rate(row.percent, row.name, str(Place(row.country, row.subdivision)))
