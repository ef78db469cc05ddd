"""A database that follows the first, and pages that may be read from it. Without an address, none is."""

import dj_database_url

from config.environment import environment
from config.settings.apps import MIDDLEWARE
from config.settings.database import DATABASES

# What shoppers look at and nobody writes. Other pages are read where they are written.
REPLICA_VIEWS = {
    # {% if part("storefront") %}
    "storefront:category",
    "storefront:home",
    "storefront:product",
    "storefront:sitemap-part",
    # {% endif %}
    # {% if part("api") %}
    "api:category-list",
    "api:product-detail",
    "api:product-list",
    # {% endif %}
}

if url := environment.replica_url.get_secret_value():
    DATABASES["replica"] = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    # Who cannot be reached is given up soon: the first database has the answer, too.
    DATABASES["replica"]["OPTIONS"] = {"connect_timeout": 2}
    DATABASE_ROUTERS = ["shop.replica.router.Router"]
    # Before the session, which is written when the answer is there.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware"),
        "shop.replica.middleware.ReadYourWrites",
    )
