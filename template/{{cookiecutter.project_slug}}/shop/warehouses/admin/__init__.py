"""The warehouses in the admin: what staff see and do, always through the services."""

# {% if reached("warehouses.messages") %}
from shop.warehouses.admin import messages as messages
# {% endif %}
from shop.warehouses.admin import places as places
# {% if reached("warehouses.transfers") %}
from shop.warehouses.admin import transfers as transfers
# {% endif %}
