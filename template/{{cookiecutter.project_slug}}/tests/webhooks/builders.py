"""Small builders of webhooks. A test names what matters to it; the rest is made up here."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from django.db import connection
from django.test import Client

from shop.webhooks.errors import NotGenuine
from shop.webhooks.models import Incoming
from shop.webhooks.sources import Handler, Headers, Source, Told

WORD = "open sesame"
Result = TypeVar("Result")
number = count(1)


def knows_the_word(body: bytes, headers: Headers) -> None:
    """A proof that is easy to give in tests. It is none of the body, so it would be no good outside."""
    if headers.get("drill-word") != WORD:
        raise NotGenuine(found="another word.", do="say the right one.")


def read(body: bytes, headers: Headers) -> Told:
    """What a message of the drill says."""
    told = json.loads(body)
    return Told(told["kind"], told.get("version", ""), told.get("data"))


def a_source(handler: Handler | None = None, **fields: Any) -> Source:
    """One who sends messages of the kind `ping`, and names them in a header."""
    made_up: dict[str, Any] = {
        "name": "drill",
        "verify": knows_the_word,
        "name_of": lambda body, headers: headers["drill-id"],
        "read": read,
        "handlers": {("ping", ""): handler or (lambda message: None)},
    }
    return Source(**(made_up | fields))


def body_of(kind: str = "ping", **told: Any) -> bytes:
    """The bytes of a message."""
    return json.dumps({"kind": kind, **told}).encode()


def send(name: str = "", body: bytes = b"", *, to: str = "drill", word: str = WORD) -> tuple[int, Any]:
    """Deliver a message as its source does; gives the status and what is answered."""
    headers = {"drill-word": word, "drill-id": name or f"m-{next(number)}"}
    answer = Client().post(f"/webhooks/{to}/", body or body_of(), "application/json", headers=headers)
    return answer.status_code, answer.json()


def came(name: str = "", body: bytes = b"") -> Incoming:
    """A message that has come."""
    name = name or f"m-{next(number)}"
    send(name, body)
    return Incoming.objects.get(message_id=name)


def again(message: Incoming) -> Incoming:
    """The same message, as it is now."""
    return Incoming.objects.get(pk=message.pk)


def impatient(does: Callable[[], Result]) -> Result:
    """Do something on a connection of its own, which fails rather than wait for a row that somebody holds."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        return does()
    finally:
        connection.close()
