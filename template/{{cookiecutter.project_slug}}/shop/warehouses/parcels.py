"""Which parcels leave for a reservation: one from each place that has a part of it."""

from dataclasses import dataclass, field

from shop.catalog.models import Variant
from shop.inventory.models import Location, Reservation


@dataclass(frozen=True)
class Parcel:
    """What leaves one place for one shopper. It is a plan: who carries it, and when, others decide."""

    place: Location
    lines: list[tuple[Variant, int]] = field(default_factory=list)

    @property
    def units(self) -> int:
        """How many things are in it."""
        return sum(units for _, units in self.lines)

    def __str__(self) -> str:
        return f"{self.place}: " + ", ".join(f"{units} x {variant.sku}" for variant, units in self.lines)


def parcels_of(reservation: Reservation) -> list[Parcel]:
    """The parcels of a reservation, by the places' codes, each line by its SKU. Costs one query."""
    lines = reservation.lines.select_related("item__variant", "item__location")
    parcels: dict[int, Parcel] = {}
    for line in lines.order_by("item__location__code", "item__variant__sku"):
        parcel = parcels.setdefault(line.item.location_id, Parcel(line.item.location))
        parcel.lines.append((line.item.variant, line.units))
    return list(parcels.values())
