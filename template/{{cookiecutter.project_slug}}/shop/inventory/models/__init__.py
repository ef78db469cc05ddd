"""The shelves' tables: fields and constraints, nothing that decides."""

from shop.inventory.models.location import Location as Location
# {% if reached("inventory.ledger") %}
from shop.inventory.models.movement import Movement as Movement
from shop.inventory.models.movement import Reason as Reason
# {% endif %}
# {% if reached("reservations.reserve") %}
from shop.inventory.models.reservation import Reservation as Reservation
from shop.inventory.models.reservation import ReservationLine as ReservationLine
from shop.inventory.models.reservation import State as State
# {% endif %}
from shop.inventory.models.stock import StockItem as StockItem
