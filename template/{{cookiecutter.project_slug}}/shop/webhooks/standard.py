"""Sources that sign as the Standard Webhooks specification says. Whoever signs otherwise brings their own."""

import json
from collections.abc import Mapping

from django.conf import settings

from shop.webhooks.signing import verify
from shop.webhooks.sources import Handler, Headers, Source, Told


def standard(name: str, handlers: Mapping[tuple[str, str], Handler]) -> Source:
    """A source whose secrets stand in the environment, by its name."""

    def genuine(body: bytes, headers: Headers) -> None:
        verify(settings.WEBHOOK_SECRETS.get(name, ()), body, headers)

    return Source(
        name,
        verify=genuine,
        name_of=lambda body, headers: headers["webhook-id"],
        read=read,
        handlers=handlers,
        keeps=frozenset({"webhook-id", "webhook-timestamp"}),
    )


def read(body: bytes, headers: Headers) -> Told:
    """What a message says: `type`, `data`, and `version`, which the specification leaves to us; 1 without it.

    Raises:
        ValueError, KeyError, TypeError: it says nothing of the kind.
    """
    told = json.loads(body)
    kind, version = told["type"], told.get("version", "1")
    if not (isinstance(kind, str) and isinstance(version, str)):
        raise TypeError("`type` and `version` are texts")
    return Told(kind, version, told.get("data"))
