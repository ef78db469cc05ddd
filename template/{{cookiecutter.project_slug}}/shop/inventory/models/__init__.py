"""The shelves' tables: fields and constraints, nothing that decides."""

from shop.inventory.models.location import Location as Location
# {% if reached("inventory.ledger") %}
from shop.inventory.models.movement import Movement as Movement
from shop.inventory.models.movement import Reason as Reason
# {% endif %}
from shop.inventory.models.stock import StockItem as StockItem
