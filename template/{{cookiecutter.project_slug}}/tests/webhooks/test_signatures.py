"""A message is taken from whoever knows a secret that is good now, about these bytes, now."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from shop.webhooks.errors import NotGenuine
from shop.webhooks.models import Incoming
from shop.webhooks.signing import new_key, sign, verify
from shop.webhooks.standard import read, standard
from tests.config.test_environment import load
from tests.webhooks.conftest import Heard

OLD, NEW, STRANGE = (new_key() for _ in range(3))
BODY = '{"type": "ping", "data": 1}'


def signed(*keys: str, body: str = BODY, name: str = "msg_1", at: datetime | None = None) -> dict[str, str]:
    """The headers of a message."""
    at = at or datetime.now(UTC)
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": sign(keys, name, at, body),
    }


def refused(keys: tuple[str, ...], headers: dict[str, str], body: bytes = BODY.encode()) -> str:
    """Why a message is not believed."""
    with pytest.raises(NotGenuine) as caught:
        verify(keys, body, headers)
    return caught.value.found


@pytest.mark.parametrize("theirs", [(OLD,), (NEW,), (OLD, NEW), (STRANGE, NEW)])
def test_while_a_secret_changes_the_old_and_the_new_one_are_good(theirs: tuple[str, ...]) -> None:
    verify((OLD, NEW), BODY.encode(), signed(*theirs))


@pytest.mark.parametrize("ours", [(NEW,), ()])
def test_afterwards_the_old_one_is_good_no_more(ours: tuple[str, ...]) -> None:
    assert refused(ours, signed(OLD)) != ""


@pytest.mark.parametrize("body", [BODY.replace(": 1", ":1"), BODY + "\n", BODY.replace("1", "2")])
def test_the_smallest_change_of_the_bytes_is_found(body: str) -> None:
    assert refused((OLD,), signed(OLD), body.encode()) == "No matching signature found."


@pytest.mark.parametrize(
    ("minutes", "found"),
    [(-6, "Message timestamp too old."), (6, "Message timestamp too new.")],
)
def test_what_was_signed_at_another_time_is_a_replay(minutes: int, found: str) -> None:
    at = datetime.now(UTC) + timedelta(minutes=minutes)

    assert refused((OLD,), signed(OLD, at=at)) == found
    verify((OLD,), BODY.encode(), signed(OLD, at=datetime.now(UTC) + timedelta(minutes=minutes / 2)))


def test_the_time_is_signed_too() -> None:
    headers = signed(OLD, at=datetime.now(UTC) - timedelta(minutes=6))

    assert refused((OLD,), headers | {"webhook-timestamp": str(int(datetime.now(UTC).timestamp()))}) != ""


def test_the_parts_cannot_be_cut_elsewhere() -> None:
    headers = signed(OLD, name="msg.1")

    assert refused((OLD,), headers) == "a full stop in the identifier."


@pytest.mark.parametrize(
    "wrong",
    [
        {"webhook-signature": ""},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,!!!"},
        {"webhook-signature": "v1,a,b"},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "yesterday"},
        {"webhook-timestamp": "1e999"},
    ],
)
def test_whatever_strangers_write_is_refused_and_never_a_crash(wrong: dict[str, str]) -> None:
    assert refused((OLD,), signed(OLD) | wrong) != ""


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refused((OLD,), signed(OLD), b"\xff") == "a signature or a body that is none."


def test_a_time_in_another_zone_is_the_same_time() -> None:
    here = datetime.now(UTC)
    there = here.astimezone(datetime.strptime("+0900", "%z").tzinfo)

    assert sign((OLD,), "msg_1", here, BODY) == sign((OLD,), "msg_1", there, BODY)


def test_a_new_key_is_long_and_is_no_other() -> None:
    assert len(base64.b64decode(OLD.removeprefix("whsec_"))) == 32
    assert len({OLD, NEW, STRANGE}) == 3


@pytest.mark.django_db
def test_a_source_is_verified_with_the_secrets_of_its_name(hear: Heard, settings: Any) -> None:
    settings.WEBHOOK_SECRETS = {"stock": [OLD, NEW], "other": [STRANGE]}
    hear(standard("stock", {}))

    def status(key: str) -> int:
        sent = Client().post("/webhooks/stock/", BODY, "application/json", headers=signed(key))
        return sent.status_code

    assert [status(key) for key in (NEW, OLD, STRANGE)] == [200, 200, 401]
    message = Incoming.objects.get()
    assert message.message_id == "msg_1"
    assert sorted(message.headers) == ["content-type", "webhook-id", "webhook-timestamp"]


def test_a_message_says_its_kind_and_version() -> None:
    told = read(BODY.encode(), {})

    assert (told.kind, told.version, told.data) == ("ping", "1", 1)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"type": 1}', b'{"type": "a", "version": 2}'])
def test_what_says_neither_cannot_be_read(body: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read(body, {})


def test_secrets_come_in_pairs_and_are_never_shown() -> None:
    assert load(webhook_secrets="stock=whsec_a==, stock=b").webhook_secrets
    for wrong in ("whsec_hunter2", "=whsec_hunter2", "stock="):
        with pytest.raises(ImproperlyConfigured, match="WEBHOOK_SECRETS: Input should be") as caught:
            load(webhook_secrets=wrong)
        assert "hunter2" not in str(caught.value)
