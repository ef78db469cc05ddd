"""The warehouses' tables: fields and constraints, nothing that decides."""

# {% if reached("warehouses.messages") %}
from shop.warehouses.models.message import CountedPlace as CountedPlace
from shop.warehouses.models.message import Followed as Followed
from shop.warehouses.models.message import Kind as Kind
from shop.warehouses.models.message import StockMessage as StockMessage
from shop.warehouses.models.message import Worth as Worth
# {% endif %}
# {% if reached("warehouses.transfers") %}
from shop.warehouses.models.transfer import Arrival as Arrival
from shop.warehouses.models.transfer import Transfer as Transfer
from shop.warehouses.models.transfer import TransferLine as TransferLine
from shop.warehouses.models.transfer import Way as Way
# {% endif %}
from shop.warehouses.models.warehouse import ParcelCost as ParcelCost
from shop.warehouses.models.warehouse import Warehouse as Warehouse
