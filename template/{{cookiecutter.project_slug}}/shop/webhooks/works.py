"""What the workers of `manage.py work_webhooks` do, by name. Each gives whether there was something to do."""

# {% if reached("webhooks.deliveries") %}
from shop.webhooks.services.delivering import work_outgoing
# {% endif %}
from shop.webhooks.services.working import work_incoming

WORKS = {
    "incoming": work_incoming,
    # {% if reached("webhooks.deliveries") %}
    "outgoing": work_outgoing,
    # {% endif %}
}
