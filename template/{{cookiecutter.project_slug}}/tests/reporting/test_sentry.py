"""What arrives at Sentry helps to mend the code, and says nothing of people."""

import gzip
import json
import logging
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from threading import Thread
from typing import Any

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from shop.logs.context import bind
from shop.reporting.sentry import begin, without_people
from tests.config.test_environment import load
from tests.logs.test_scrubbing import CARDS, EMAILS
from tests.orders.builders import a_contact

# Whichever of them the client finds, it uses.
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": import_module("brotli").decompress,
}
Got = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def receiver() -> Iterator[tuple[str, Got]]:
    """A real server that takes envelopes, as Sentry's does; gives the address, and what arrived."""
    got: Got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            lines = UNPACK[self.headers["Content-Encoding"]](body)
            _, *items = [json.loads(line) for line in lines.splitlines() if line]
            got.append((self.path, items[1]))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://public@127.0.0.1:{server.server_address[1]}/7", got
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def reported(receiver: tuple[str, Got]) -> Iterator[Got]:
    """What arrived, of a shop that reports until the test ends."""
    dsn, got = receiver
    begin(dsn)
    yield got
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def only(got: Got) -> tuple[str, dict[str, Any]]:
    """Wait until all is sent, and give the one that arrived."""
    sentry_sdk.flush(timeout=30)
    (one,) = got
    return one


@pytest.mark.django_db
def test_an_error_arrives_without_the_person_it_happened_to(reported: Got, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.reporting.urls"
    asked = RequestFactory(headers={"authorization": "Bearer abcdef0123456789"}).post(
        "/carts/crt_0123456789abcdefghjk/?email=ada@example.com",
        {"name": "Ada Potter", "phone": "+49 30 1234567"},
        headers={"x-request-id": "3f2a9c1e8b7d4f60", "cookie": "sessionid=abcdef0123456789"},
    )

    WSGIHandler()(asked.environ, lambda status, headers, error=None: lambda body: None)

    path, event = only(reported)
    (error,) = event["exception"]["values"]
    assert path == "/api/7/envelope/"
    assert error["type"] == "RuntimeError"
    assert error["value"] == "[gone] could not pay with [gone]"
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    assert event["request"] == {"method": "POST", "url": "/carts/[gone]/"}
    assert event["tags"] == {"request": "3f2a9c1e8b7d4f60"}
    said = json.dumps({name: value for name, value in event.items() if name != "exception"})
    for private in (
        "Ada",
        "ada@example.com",
        "abcdef0123",
        "0123456789abcdefghjk",
        "1234567",
        "sessionid",
        "person-",
    ):
        assert private not in said


def test_an_error_in_the_log_arrives_without_what_was_put_into_it(reported: Got) -> None:
    with bind(order="ord_0123456789abcdefghjk"):
        logging.getLogger("shop.tests").error(
            "not sent to %s", a_contact(), extra={"email": "ada@example.com"}
        )

    _, event = only(reported)
    assert event["logentry"]["message"] == "not sent to %s"
    assert event["tags"] == {"order": "ord_0123456789abcdefghjk"}
    assert not {word for word in ("Ada", "ada@", "Kiln Lane") if word in json.dumps(event)}


@given(
    email=EMAILS, card=CARDS, where=st.sampled_from(["user", "extra", "contexts", "server_name", "request"])
)
def test_whatever_stands_in_an_event_only_what_is_named_goes_out(email: str, card: str, where: str) -> None:
    event: Any = {
        "level": "error",
        where: {"data": {"told": email}, "url": f"http://h/{card}", "cookies": email},
    }

    said = json.dumps(without_people(event, {}))

    assert email not in said
    assert card not in said


def test_without_an_address_nothing_is_begun() -> None:
    assert not sentry_sdk.get_client().is_active()


@pytest.mark.parametrize("dsn", ["http://public@sentry.example/7", "sentry.example"])
def test_an_address_that_is_not_encrypted_is_refused(dsn: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN: Input should begin with https://"):
        load(sentry_dsn=dsn)
