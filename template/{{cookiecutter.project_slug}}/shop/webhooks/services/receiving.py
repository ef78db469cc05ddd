"""Take in a message: prove that it is genuine, keep its bytes, and be done. What it says is read later."""

import json
import logging
from hashlib import sha256

from django.core.cache import cache
from django.db import connection
from redis import RedisError

from shop.core import clock
from shop.webhooks import sources
from shop.webhooks.errors import NotGenuine, UnknownSource
from shop.webhooks.models import Incoming, Repeat
from shop.webhooks.sources import KEPT, Headers, Source

logger = logging.getLogger(__name__)

# Of many who bring the same message at once one writes it. The others wait until it is written, and get none.
KEEP = """
INSERT INTO webhooks_incoming (source, message_id, body, headers, received_at, due_at,
                               state, kind, version, attempts, waits, replays, why)
VALUES (%s, %s, %s, %s, %s, %s, 'waiting', '', '', 0, 0, 0, '')
ON CONFLICT (source, message_id) DO NOTHING
RETURNING id
"""
A_DAY = 60 * 60 * 24


def receive(*, source: str, body: bytes, headers: Headers) -> bool:
    """Keep a message. Costs one statement, and two more if it has come before.

    Args:
        body: the bytes as they came; the signature is over these, and over nothing that was made of them.
        headers: all of them, with names in small letters; few are kept.

    Returns:
        Whether it is new.

    Raises:
        UnknownSource, NotGenuine: nothing was kept.
    """
    one = sources.find(source)
    if one is None:
        raise UnknownSource(found=f"`{source}`.", do="compare the address with what you were given.")
    try:
        one.verify(body, headers)
    except NotGenuine as refusal:
        count_refusal(one.name)
        # What was refused is not repeated: it is a stranger's text.
        logger.warning("A message for `%s` was refused: %s", one.name, refusal.found)
        raise
    name = named(one, body, headers)
    if kept(one, name, body, headers):
        return True
    # A row that is there for good: nobody deletes what came a moment ago.
    (first,) = Incoming.objects.values_list("pk").get(source=one.name, message_id=name)
    Repeat.objects.create(message_id=first)
    return False


def named(source: Source, body: bytes, headers: Headers) -> str:
    """What a source calls a message; its fingerprint, if that cannot be found out or kept."""
    try:
        name = source.name_of(body, headers)
    except Exception:
        # It is genuine, so it is kept, whatever is wrong with it.
        logger.exception("A message of `%s` has no name that could be read.", source.name)
        name = ""
    return name if 0 < len(name) <= 200 and name.isprintable() else f"sha256:{sha256(body).hexdigest()}"


def kept(source: Source, name: str, body: bytes, headers: Headers) -> bool:
    """Write a message, if it is not there; gives whether it was written."""
    few = {key: value for key, value in headers.items() if key in KEPT | source.keeps and value.isprintable()}
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [source.name, name, body, json.dumps(few), now, now])
        return cursor.fetchone() is not None


def count_refusal(source: str) -> None:
    """Count a refusal of today. It is counted where it costs nothing and may be lost: anybody can be refused,
    as often as they like, and nobody shall fill our tables with it."""
    key = refusals_key(source)
    try:
        cache.add(key, 0, A_DAY)
        cache.incr(key)
    except (RedisError, ValueError):  # ValueError: forgotten between the two
        logger.warning("A refusal was not counted: the cache does not answer.")


def refusals_key(source: str) -> str:
    """Where the refusals of today are counted."""
    return f"webhooks-refused:{source}:{clock.now():%Y-%m-%d}"
