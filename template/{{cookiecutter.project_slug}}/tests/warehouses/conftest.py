"""What the warehouses' tests may ask for."""

from tests.inventory.conftest import nothing_packed, packed

__all__ = ["nothing_packed", "packed"]
