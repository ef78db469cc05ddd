"""The HTTP API: what it reads and writes, and who may ask where nobody said so."""

from typing import Any

from config.environment import Stage, environment
from config.settings.shop import SHOP_NAME

# {% if reached("catalog-api.openapi") %}
ABOUT = """
Read what the shop sells. No key is needed.

- Money is a whole number of the currency's smallest unit, with the currency beside it.
- Times are in UTC, after ISO 8601.
- Identifiers are opaque. A slug may change; an identifier does not.
- Long lists come in pages: follow `next` until it is null.
- Parameters that an address does not know are refused, and so are values that it cannot use.
"""

# {% endif %}
# {% if reached("catalog-api.throttling") %}
# How often one client may ask, by what it asks for.
# {% if reached("carts.api") %}
RATES = {"read": "300/minute", "docs": "60/minute", "carts": "120/minute"}
# {% else %}
RATES = {"read": "300/minute", "docs": "60/minute"}
# {% endif %}
API_LIMITS_KEPT_AT = environment.redis_url.get_secret_value()

# {% endif %}
REST_FRAMEWORK: dict[str, Any] = {
    "EXCEPTION_HANDLER": "shop.core.api.handlers.answer",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # Forgetting must be safe: an address that does not say who may ask is for staff.
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    # The form of an answer is chosen by `Accept` alone; a parameter `format` is unknown like any other.
    "URL_FORMAT_OVERRIDE": None,
    # {% if reached("catalog-api.openapi") %}
    "DEFAULT_SCHEMA_CLASS": "shop.core.api.openapi.ApiSchema",
    # {% endif %}
    # {% if reached("catalog-api.throttling") %}
    "DEFAULT_THROTTLE_CLASSES": ["shop.core.api.throttling.ClientThrottle"],
    # Tests ask more often than any client; those of the limits set their own.
    "DEFAULT_THROTTLE_RATES": RATES if environment.shop_env is not Stage.TEST else {},
    # Only so many entries at the end of X-Forwarded-For were written by proxies of ours. What stands before
    # them the client claims: to believe it would give whoever invents addresses a fresh limit with each.
    "NUM_PROXIES": environment.trusted_proxies,
    # {% endif %}
}
# {% if reached("catalog-api.openapi") %}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": f"{SHOP_NAME}: the API",
    "VERSION": "1.0.0",
    "DESCRIPTION": ABOUT,
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    # {% if reached("orders.in-the-shop") %}
    # Sessions describe themselves; the key to a guest's order is ours.
    "APPEND_COMPONENTS": {
        "securitySchemes": {"orderKey": {"type": "apiKey", "in": "header", "name": "Order-Key"}}
    },
    # {% endif %}
    "ENUM_NAME_OVERRIDES": {"AttributeKind": "shop.catalog.models.Kind.choices"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "shop.core.api.openapi.add_problems",
        # {% if reached("carts.api") %}
        "shop.core.api.strict.close_bodies",
        # {% endif %}
        # {% if reached("catalog-api.conditional-requests") %}
        "shop.core.api.caching.add_caching",
        # {% endif %}
    ],
}
# {% endif %}
# {% if reached("catalog-api.conditional-requests") %}

# For how many seconds browsers and proxies may keep an answer: so long may a changed price go unseen.
API_MAX_AGE = 60
# {% endif %}
