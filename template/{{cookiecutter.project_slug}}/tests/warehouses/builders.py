"""Small builders of warehouses for tests."""

from typing import Any

from shop.inventory.models import Location
from shop.warehouses.models import Warehouse
from tests.builders import a_location

BERLIN = {"country": "DE", "latitude": 52.52, "longitude": 13.405}
LYON = {"country": "FR", "latitude": 45.764, "longitude": 4.8357}
PORTO = {"country": "PT", "latitude": 41.1496, "longitude": -8.611}


def a_warehouse(code: str, at: dict[str, Any] = BERLIN, **fields: Any) -> Location:
    """A place that sends, in Berlin unless it is somewhere else; gives the place."""
    rank = fields.pop("rank", 100)
    location = a_location(code=code, name=code.capitalize(), **fields)
    Warehouse.objects.create(location=location, rank=rank, **at)
    return location
