"""What a production store must never start with."""

from collections.abc import Iterator
# {% if reached("background-work.order-mail") %}
from urllib.parse import urlsplit
# {% endif %}

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, Stage
# {% if reached("stripe.gateway") %}
from config.payments import unsafe_payments
# {% endif %}

# {% if reached("background-work.order-mail") %}
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
# {% endif %}
PLACEHOLDERS = ("change-me", "changeme", "django-insecure", "example", "secret")


def refuse_unsafe(environment: Environment) -> None:
    """Stop a production process that would run with an unsafe or placeholder value.

    Raises:
        ImproperlyConfigured: names every unsafe variable and what it should be; values stay unsaid.
    """
    if environment.shop_env is not Stage.PRODUCTION:
        return
    if reasons := list(unsafe(environment)):
        listed = "\n".join(f"  {reason}" for reason in reasons)
        raise ImproperlyConfigured(f"The store refuses to start in production:\n{listed}")


def unsafe(environment: Environment) -> Iterator[str]:
    """Yield a sentence for each variable that production cannot accept."""
    key = environment.secret_key.get_secret_value()
    if len(key) < 50 or len(set(key)) < 12 or any(word in key.lower() for word in PLACEHOLDERS):
        yield "SECRET_KEY: too short, too simple or a placeholder. Set at least 50 random characters."
    if not environment.allowed_hosts or "*" in environment.allowed_hosts:
        yield "ALLOWED_HOSTS: empty or `*`. Name the hosts that this store answers to."
    if any(not origin.startswith("https://") for origin in environment.trusted_origins):
        yield "TRUSTED_ORIGINS: an origin without https. Forms must come over an encrypted connection."
    # {% if reached("background-work.celery") %}
    if environment.broker_url == environment.redis_url:
        yield "BROKER_URL: the cache's own database. To clear the cache would empty the queues."
    # {% endif %}
    # {% if reached("background-work.order-mail") %}
    mail = urlsplit(environment.email_url.get_secret_value())
    if mail.scheme in {"file", "console"} or (mail.scheme == "smtp" and mail.hostname not in THIS_MACHINE):
        yield "EMAIL_URL: sends nothing, or in the clear. Set smtp+tls://USER:PASSWORD@HOST:587"
    # {% endif %}
    if environment.database_url.get_secret_value().startswith("sqlite"):
        yield "DATABASE_URL: SQLite. A shop needs PostgreSQL: postgres://USER:PASSWORD@HOST:PORT/NAME"
    # {% if reached("stripe.gateway") %}
    yield from unsafe_payments(environment)
    # {% endif %}
