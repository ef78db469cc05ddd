"""Who may send the shop something. A domain registers its sources in the `ready()` of its AppConfig:

    register(Source("stock", verify=..., name_of=..., read=..., handlers={("stock.counted", "1"): counted}))

A part that is not installed registers nothing, and its address answers as if there were none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# Names in small letters.
Headers = Mapping[str, str]
# What says how to read a body, and what helps to find a message at its sender's. No signature is among them.
KEPT = frozenset({"content-type", "user-agent"})
SECRET = ("authorization", "cookie", "secret", "signature", "token")


@dataclass(frozen=True)
class Told:
    """What a source says about a message of its own.

    Attributes:
        kind: what has happened, in the source's words.
        version: in which form it says so; nothing, where a source has no versions.
    """

    kind: str
    version: str
    data: Any


@dataclass(frozen=True)
class Message:
    """What a handler gets. It is called in a transaction: what it writes and that it was done are one commit.

    A handler asks nobody on the network, for the transaction would wait for them.
    """

    source: str
    message_id: str
    kind: str
    version: str
    data: Any
    received_at: datetime


Handler = Callable[[Message], object]


@dataclass(frozen=True)
class Source:
    """One who sends.

    Attributes:
        name: as it stands in the address, `/webhooks/stock/`.
        verify: raises NotGenuine unless the bytes are the source's own, and fresh.
        name_of: what the source calls this message, so that the same twice is one. What comes back empty, or
            fails, is named by its bytes.
        read: what the message says; anything that it raises means that it could not be read.
        handlers: who does something about it, by kind and version.
        keeps: headers that are worth keeping, beside KEPT.
    """

    name: str
    verify: Callable[[bytes, Headers], object]
    name_of: Callable[[bytes, Headers], str]
    read: Callable[[bytes, Headers], Told]
    handlers: Mapping[tuple[str, str], Handler] = field(default_factory=dict)
    keeps: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if secret := [name for name in self.keeps if any(word in name for word in SECRET)]:
            raise ValueError(f"a secret is not kept with a message: {secret[0]}")


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Have a source heard. Of two with one name, the last counts."""
    _sources[source.name] = source


def find(name: str) -> Source | None:
    """The source of a name, if there is one."""
    return _sources.get(name)


def names() -> list[str]:
    """Everybody who may send, by name."""
    return sorted(_sources)
