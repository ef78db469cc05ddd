"""Messages of the carrier Parcelwings, which signs in a hand of its own."""

import hmac
import json
from collections.abc import Sequence
from hashlib import sha256

from shop.core import clock
from shop.webhooks.errors import NotGenuine
from shop.webhooks.sources import Headers, Told

TOLERANCE = 300  # seconds
AGAIN = "sign it as your manual says, with the secret that was agreed."


def verify(keys: Sequence[str], body: bytes, headers: Headers) -> None:
    """Return if a message was signed with one of the keys, in the last five minutes.

    Raises:
        NotGenuine: it was not.
    """
    pairs = [part.partition("=") for part in headers.get("parcelwings-signature", "").split(",")]
    times = [value for name, _, value in pairs if name.strip() == "t"]
    theirs = [value.strip().encode() for name, _, value in pairs if name.strip() == "s"]
    if len(times) != 1 or not fresh(times[0]):
        raise NotGenuine(found="no time, or another one.", do=AGAIN)
    for key in keys:
        ours = hmac.new(key.encode(), times[0].encode() + b"." + body, sha256).hexdigest().encode()
        if any(hmac.compare_digest(ours, one) for one in theirs):
            return
    raise NotGenuine(found="no signature that fits.", do=AGAIN)


def fresh(time: str) -> bool:
    """Whether a time is one, and now."""
    if not (time.isascii() and time.isdecimal() and len(time) <= 12):
        return False
    return abs(int(time) - clock.now().timestamp()) <= TOLERANCE


def name_of(body: bytes, headers: Headers) -> str:
    """What Parcelwings calls an event."""
    return str(json.loads(body)["event"]["id"])


def read(body: bytes, headers: Headers) -> Told:
    """What an event says."""
    told = json.loads(body)
    return Told(told["event"]["name"], str(told["event"]["schema"]), told)
