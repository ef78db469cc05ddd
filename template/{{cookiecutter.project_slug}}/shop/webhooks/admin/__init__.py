"""The webhooks in the admin: staff look, and have tried again what they have a right to."""

# {% if reached("webhooks.endpoints") %}
from shop.webhooks.admin import endpoints as endpoints
# {% endif %}
from shop.webhooks.admin import incoming as incoming
# {% if reached("webhooks.deliveries") %}
from shop.webhooks.admin import outgoing as outgoing
# {% endif %}
# {% if reached("webhooks.overview") %}
from shop.webhooks.admin import overview as overview
# {% endif %}
