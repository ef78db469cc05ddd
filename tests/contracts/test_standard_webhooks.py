"""What the store signs and verifies conforms to what is published, which is read where it lies."""

import json
import subprocess
from typing import Any

import pytest

from shopwright.course.environment import INPUTS
from shopwright.course.environment import environment as shared_environment
from shopwright.course.tree import Blob
from shopwright.store import ROOT, generate

from .published import missing, read

pytestmark = missing
# The library asks its own clock, so that is what stands still.
ASK = """
import json, sys
from datetime import datetime, timezone
from standardwebhooks import webhooks
from shop.webhooks.errors import NotGenuine
from shop.webhooks.signing import sign, verify

def told(one):
    class Frozen(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(one["now"], timezone.utc)
    webhooks.datetime = Frozen
    name, time = one["headers"]["webhook-id"], int(one["headers"]["webhook-timestamp"])
    try:
        verify([one["secret"]], one["payload"].encode(), one["headers"])
        valid = True
    except NotGenuine:
        valid = False
    signature = sign([one["secret"]], name, datetime.fromtimestamp(time, timezone.utc), one["payload"])
    return {"valid": valid, "signature": signature}

print(json.dumps([told(one) for one in json.load(sys.stdin)]))
"""


def vectors() -> list[dict[str, Any]]:
    """The published vectors."""
    found: list[dict[str, Any]] = read("standard-webhooks/vectors.json")["vectors"]
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the finished store says of each vector, with its own code and its own pins."""
    asked = json.dumps(vectors())
    store = generate({"preset": "everything"}, tmp_path_factory.mktemp("store"))
    pins = {name: Blob((store / name).read_bytes(), executable=False) for name in INPUTS}
    python = shared_environment(ROOT, pins) / "bin" / "python"
    done = subprocess.run(
        [python, "-c", ASK], cwd=store, input=asked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def test_what_is_published_as_genuine_is_believed_and_nothing_else(told: list[dict[str, Any]]) -> None:
    found = {one["name"]: answer["valid"] for one, answer in zip(vectors(), told, strict=True)}

    assert found == {one["name"]: one["valid"] for one in vectors()}
    assert set(found.values()) == {True, False}


def test_what_the_store_signs_is_what_is_published(told: list[dict[str, Any]]) -> None:
    signed = {one["name"]: answer["signature"] for one, answer in zip(vectors(), told, strict=True)}
    published = {one["name"]: one["headers"]["webhook-signature"] for one in vectors()}

    assert signed["published"] == published["published"]
