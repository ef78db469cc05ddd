"""What other systems and the shop tell each other."""

from config.environment import environment, split_pairs
# {% if reached("webhooks.endpoints") %}
from config.settings.security import IN_PRODUCTION
# {% endif %}

# By source. All of one's secrets are good at once, so that a new one can come before the old one goes.
WEBHOOK_SECRETS: dict[str, list[str]] = {}
for _source, _, _secret in split_pairs(environment.webhook_secrets):
    WEBHOOK_SECRETS.setdefault(_source, []).append(_secret)
# {% if reached("webhooks.endpoints") %}

# Whether the shop speaks only to public addresses, over https. A developer's may speak to itself.
WEBHOOK_OUTSIDE_ONLY = IN_PRODUCTION
# {% endif %}
