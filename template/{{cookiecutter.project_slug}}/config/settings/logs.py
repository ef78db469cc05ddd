"""What the store tells its operators: one line an event, to standard output, for the platform to collect."""

# {% if reached("observability.logs") %}
from config.environment import Stage, environment

IN_JSON = environment.shop_env is Stage.PRODUCTION

# {% else %}
from config.environment import environment

# {% endif %}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # {% if reached("observability.logs") %}
    "formatters": {"line": {"()": f"shop.logs.formatting.{'Json' if IN_JSON else 'Lines'}"}},
    # {% else %}
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    # {% endif %}
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.log_level},
    # Django's own logger would say in development what the root says too.
    "loggers": {
        "django": {"handlers": []},
        # {% if reached("observability.logs") %}
        "django.db.backends": {"level": "INFO"},  # below it, Django tells of statements with what is in them
        "shop.logs": {"level": "INFO" if IN_JSON else "WARNING"},  # a line for each request
        # {% endif %}
        # {% if reached("stripe.gateway") %}
        "stripe": {"level": "WARNING"},  # else its client tells of each request
        # {% endif %}
    },
}
