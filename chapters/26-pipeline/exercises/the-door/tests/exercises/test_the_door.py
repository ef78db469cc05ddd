"""The smoke test knocks at the door for messages, without a signature."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from pytest_django.live_server_helper import LiveServer

from deploy.release import smoke
from deploy.release.asking import Visitor
from deploy.release.checks import Look, looks
from deploy.release.errors import Wrong
from shop.webhooks.models import Incoming


def door() -> Look:
    """The look that this exercise asks for."""
    found = {look.name: look for look in looks()}
    assert "door" in found, "No look is called `door`."
    return found["door"]


@contextmanager
def shop_that_answers(status: int) -> Iterator[Visitor]:
    """A shop that answers every message alike."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield Visitor(f"http://127.0.0.1:{server.server_port}")
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def directly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask no proxy."""
    monkeypatch.setenv("no_proxy", "*")


def test_a_door_that_refuses_strangers_is_right(live_server: LiveServer) -> None:
    assert "401" in door().look(Visitor(live_server.url))
    assert Incoming.objects.count() == 0


def test_a_door_that_believes_strangers_is_found() -> None:
    with shop_that_answers(200) as visitor, pytest.raises(Wrong, match="200"):
        door().look(visitor)


@pytest.mark.parametrize("status", [404, 500])
def test_a_door_that_is_not_there_or_breaks_is_found(status: int) -> None:
    with shop_that_answers(status) as visitor, pytest.raises(Wrong, match=str(status)):
        door().look(visitor)


def test_it_is_asked_while_the_shelves_are_empty(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["smoke", live_server.url, "--empty"])

    assert smoke.main() == 0
    assert "\ndoor " in capsys.readouterr().out
