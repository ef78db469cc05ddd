"""Mail to buyers: from whom, and through whom."""

from typing import Any
from urllib.parse import unquote, urlsplit

from config.environment import FILES, Stage, environment
from config.settings.shop import SHOP_NAME, SHOP_SENDER

BACKENDS = {"console": "console", "file": "filebased", "smtp": "smtp", "smtps": "smtp", "smtp+tls": "smtp"}
UNSAID = {
    # Where a developer can open them, beside the servers' data.
    Stage.DEVELOPMENT: f"file://{FILES[0].parent / 'mails'}",
    Stage.TEST: "console:",
    Stage.PRODUCTION: "smtp://localhost:25",
}


def sent_through(address: str) -> dict[str, Any]:
    """Django's settings for who sends mail, from one address."""
    url = urlsplit(address)
    return {
        "EMAIL_BACKEND": f"django.core.mail.backends.{BACKENDS[url.scheme]}.EmailBackend",
        "EMAIL_FILE_PATH": unquote(url.path),
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or 25,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
    }


globals().update(sent_through(environment.email_url.get_secret_value() or UNSAID[environment.shop_env]))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = f"{SHOP_NAME} <{SHOP_SENDER}>"
