"""A carrier that signs in a hand of its own."""

import hmac
import json
from hashlib import sha256
from importlib import import_module
from typing import Any

import pytest
from django.test import Client

from shop.core import clock
from shop.webhooks.errors import NotGenuine
from shop.webhooks.services.working import work_incoming
from shop.webhooks.sources import Message, Source
from tests.conftest import FrozenClock
from tests.webhooks.conftest import Heard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

OLD, NEW = "parcels-of-yesterday", "parcels-of-today"
EVENT = {"event": {"id": "evt-1", "name": "parcel.arrived", "schema": 2}, "parcel": {"number": "PW-7"}}
BODY = json.dumps(EVENT, indent=1).encode()
HEADER = "parcelwings-signature"


@pytest.fixture
def hear(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Have a source heard until the test ends."""
    from shop.webhooks import sources  # noqa: PLC0415

    known = sources._sources  # noqa: SLF001 - what is registered ends with the test
    return lambda source: monkeypatch.setitem(known, source.name, source)


def theirs() -> Any:
    """The module that this exercise asks for."""
    return import_module("shop.webhooks.parcelwings")


def signed(*keys: str, body: bytes = BODY, ago: int = 0) -> dict[str, str]:
    """The header, as the carrier writes it."""
    time = str(int(clock.now().timestamp()) - ago)
    made = [hmac.new(key.encode(), time.encode() + b"." + body, sha256).hexdigest() for key in keys]
    return {HEADER: ",".join([f"t={time}", *(f"s={one}" for one in made)])}


def refused(headers: dict[str, str], body: bytes = BODY) -> bool:
    """Whether a message is not believed."""
    try:
        theirs().verify([OLD, NEW], body, headers)
    except NotGenuine:
        return True
    return False


def test_whoever_knows_a_key_is_believed() -> None:
    for keys in ([OLD], [NEW], [OLD, NEW], ["strange", NEW]):
        assert not refused(signed(*keys))


def test_other_bytes_and_other_keys_are_refused() -> None:
    assert refused(signed(NEW), json.dumps(EVENT).encode())
    assert refused(signed("strange"))
    assert not refused(signed(NEW, body=b"\xff"), b"\xff")
    with pytest.raises(NotGenuine):
        theirs().verify([], BODY, signed(NEW))


def test_what_was_signed_at_another_time_is_refused(frozen_clock: FrozenClock) -> None:
    assert [refused(signed(NEW, ago=ago)) for ago in (300, 301, -300, -301)] == [False, True, False, True]


def test_whatever_a_stranger_writes_is_refused_and_no_crash() -> None:
    good = signed(NEW)[HEADER]
    for wrong in ("", "t", "t=,s=", "s=é", "t=soon,s=1", f"t=٣,{good}", "t=1e9", f"t={'9' * 5000},s=1", "=,=,="):
        assert refused({HEADER: wrong})
    assert refused({HEADER: good.replace("s=", "s=é")})
    assert refused({})


def test_the_event_says_what_it_is() -> None:
    told = theirs().read(BODY, {})

    assert theirs().name_of(BODY, {}) == "evt-1"
    assert (told.kind, told.version, told.data) == ("parcel.arrived", "2", EVENT)


def test_the_same_event_twice_is_handled_once(hear: Heard) -> None:
    got: list[Message] = []
    module = theirs()
    hear(
        Source(
            "parcelwings",
            verify=lambda body, headers: module.verify([NEW], body, headers),
            name_of=module.name_of,
            read=module.read,
            handlers={("parcel.arrived", "2"): got.append},
        )
    )

    for _ in range(2):
        sent = Client().post("/webhooks/parcelwings/", BODY, "application/json", headers=signed(NEW))
        assert sent.status_code == 200
    while work_incoming():
        pass

    assert [one.message_id for one in got] == ["evt-1"]
