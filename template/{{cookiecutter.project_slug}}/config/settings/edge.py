"""A cache of others before the shop (a CDN), which is told what has changed. Without an address, none is."""

from config.environment import environment
from config.settings.apps import INSTALLED_APPS, MIDDLEWARE

EDGE_PURGE_URL = environment.edge_purge_url
EDGE_PURGE_KEY = environment.edge_purge_key.get_secret_value()
# Seconds, after which is seen at the latest what no event tells of, such as a sale that begins at midnight.
EDGE_SECONDS = 300

INSTALLED_APPS += ["shop.edge"]
if EDGE_PURGE_URL:
    # Outside of what says how long a page may be kept.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.middleware.security.SecurityMiddleware"),
        "shop.edge.middleware.NameWhatIsKept",
    )
