"""A line says what it is about, and nobody's name."""

import json
import logging
from typing import Any

import pytest
from django.test import Client, RequestFactory

from shop.logs.context import bind, bound, note
from shop.logs.formatting import Json, Lines
from shop.logs.middleware import named
from tests.orders.builders import a_contact

LOGGER = logging.getLogger("tests.lines")


def record(message: object, *args: object, **extra: object) -> logging.LogRecord:
    """What a logger makes of a call."""
    return LOGGER.makeRecord(LOGGER.name, logging.INFO, "", 0, message, args, None, extra=extra)


def line(message: object, *args: object, **extra: object) -> dict[str, Any]:
    """A line as a machine reads it."""
    told: dict[str, Any] = json.loads(Json().format(record(message, *args, **extra)))
    return told


def test_a_line_is_one_object_with_what_it_is_about() -> None:
    with bind(request="r-1"), bind(order="ord_1"):
        told = line("placed %d of %s", 3, "mugs", units=3)

    assert told.pop("at").endswith("Z")
    assert told == {
        "level": "INFO",
        "logger": "tests.lines",
        "message": "placed 3 of mugs",
        "request": "r-1",
        "order": "ord_1",
        "units": 3,
    }


def test_real_objects_say_nothing_of_people() -> None:
    contact = a_contact()

    for said in (
        Json().format(record("for %s", contact, contact=contact, ship_to=contact.ship_to)),
        Json().format(record(contact)),
        Json().format(record("%(who)s", {"who": contact})),
        Lines().format(record("for %r", contact)),
    ):
        assert not {name for name in ("Ada", "ada@", "Kiln Lane", "10115", "Berlin") if name in said}


def test_a_figure_stays_one_however_many_digits_it_has() -> None:
    told = line("%.0f ms for %d rows", 83.8710739990347, 123456789012345, took=4242.424242424242)

    assert told["message"] == "84 ms for 123456789012345 rows"
    assert told["took"] == 4242.424242424242


def test_a_line_is_not_lost_with_the_number_that_is_taken_out_of_it() -> None:
    assert line("paid with %d", 4242424242424242)["message"] == "paid with %d ('[gone]',)"


def test_a_traceback_is_scrubbed() -> None:
    error = ValueError("no such person: ada@example.com")
    kept = record("failed")
    kept.exc_info = (ValueError, error, None)

    for said in (Json().format(kept), Lines().format(kept)):
        assert "no such person: [gone]" in said
        assert "ada@example.com" not in said


def test_others_see_the_record_as_it_was() -> None:
    kept = record("for %s", "ada@example.com")

    Json().format(kept)

    assert kept.args == ("ada@example.com",)


def test_what_is_noted_ends_with_the_block_around_it() -> None:
    note(order="nobody's")
    with bind(request="r-1"):
        note(order="ord_1")
        assert bound() == {"request": "r-1", "order": "ord_1"}

    assert bound() == {}


def test_only_identifiers_can_be_bound() -> None:
    with (
        pytest.raises(ValueError, match=r"A line is about request, .*Found: email\."),
        bind(email="ada@example.com"),
    ):
        pass
    with pytest.raises(ValueError, match="Found: email"):
        note(email="ada@example.com")


@pytest.mark.parametrize("told", ["", "short", "a" * 65, "with space 123", 'quote"12345', "line\n12345678"])
def test_a_name_that_is_not_safe_is_replaced(told: str) -> None:
    request = RequestFactory().get("/", headers={"x-request-id": told})

    assert named(request) != told
    assert len(named(request)) == 36


def test_a_request_keeps_its_proxys_name_and_says_it(client: Client) -> None:
    name = "3f2a9c1e8b7d4f60"

    assert client.get("/health/version", headers={"x-request-id": name}).headers["X-Request-ID"] == name


def test_a_request_is_one_line_without_the_key_in_its_path(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "shop.logs.middleware")

    client.get("/health/version?email=ada@example.com")
    client.get("/nowhere/crt_0123456789abcdefghjk/")

    said = [record.getMessage() for record in caplog.records if record.name == "shop.logs.middleware"]
    assert [one.partition(" in ")[0] for one in said] == ["GET health-version 200", "GET nobody 404"]
