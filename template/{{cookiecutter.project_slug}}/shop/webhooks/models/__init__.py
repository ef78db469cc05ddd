"""What came, and what goes out."""

# {% if reached("webhooks.endpoints") %}
from shop.webhooks.models.endpoint import Endpoint as Endpoint
# {% endif %}
from shop.webhooks.models.incoming import Incoming as Incoming
from shop.webhooks.models.incoming import Repeat as Repeat
from shop.webhooks.models.incoming import State as State
# {% if reached("webhooks.announce") %}
from shop.webhooks.models.outgoing import Announcement as Announcement
from shop.webhooks.models.outgoing import Delivery as Delivery
from shop.webhooks.models.outgoing import Fate as Fate
# {% endif %}
# {% if reached("webhooks.overview") %}
from shop.webhooks.models.overview import Overview as Overview
# {% endif %}
