"""What the store tells its operators: one line an event, to standard output, for the platform to collect."""

from config.environment import environment

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.log_level},
    # Django's own logger would say in development what the root says too.
    "loggers": {
        "django": {"handlers": []},
        # {% if reached("stripe.gateway") %}
        "stripe": {"level": "WARNING"},  # else its client tells of each request
        # {% endif %}
    },
}
