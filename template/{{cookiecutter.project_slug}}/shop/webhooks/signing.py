"""Signatures after the Standard Webhooks specification: over the identifier, the time and the very bytes."""

import base64
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from shop.webhooks.errors import NotGenuine
from shop.webhooks.sources import Headers

PREFIX = "whsec_"
AGAIN = "sign it with the secret that was agreed, as https://www.standardwebhooks.com says."


def verify(keys: Sequence[str], body: bytes, headers: Headers) -> None:
    """Return if a message was signed with one of the keys, in the last five minutes.

    Args:
        keys: all that are good now. While a secret is changed there are two.

    Raises:
        NotGenuine: it was not, or nothing was agreed.
    """
    found = "no secret was agreed with this source, so nothing is genuine."
    # The three parts are signed with a full stop between them. With one more, they could be cut elsewhere.
    if "." in headers.get("webhook-id", ""):
        raise NotGenuine(found="a full stop in the identifier.", do=AGAIN)
    for key in keys:
        try:
            Webhook(key).verify(body, dict(headers), json_parse=False)
        except WebhookVerificationError as error:
            found = f"{error}."
        except ValueError:  # the library takes apart what strangers wrote, and may stumble over it
            found = "a signature or a body that is none."
        else:
            return
    raise NotGenuine(found=found, do=AGAIN)


def sign(keys: Sequence[str], message_id: str, at: datetime, body: str) -> str:
    """The signatures of a message, one for each key: whoever knows one of them can verify it."""
    # The library takes the time as UTC, whatever zone it is in.
    return " ".join(Webhook(key).sign(message_id, at.astimezone(UTC), body) for key in keys)


def written(key: bytes) -> str:
    """A key as people hand it to each other."""
    return PREFIX + base64.b64encode(key).decode()


def new_key() -> str:
    """A key that nobody can guess."""
    return written(secrets.token_bytes(32))
