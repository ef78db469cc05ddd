"""How a line is written: for machines in JSON, for developers to be read. Neither has people in it."""

import logging
from copy import copy
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from shop.logs.context import bound
from shop.logs.scrubbing import scrub, text


def scrubbed(record: logging.LogRecord) -> logging.LogRecord:
    """A record whose message may be read by anybody. The first stays as it is: others may hold it."""
    clean = copy(record)
    clean.msg, clean.args = text(said(record)) if record.args else str(scrub(record.msg)), ()
    return clean


def said(record: logging.LogRecord) -> str:
    """The message, of arguments that say nothing private. A mapping keeps its names, so that they decide."""
    given = record.args
    arguments = scrub(given) if isinstance(given, dict) else tuple(scrub(each) for each in given or ())
    try:
        return str(record.msg) % arguments
    except (TypeError, ValueError):
        # `%d` of what is gone is no number any more. The line must not be lost with it.
        return f"{record.msg} {arguments}"


class Lines(logging.Formatter):
    """For developers."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """One line, and what it is about in brackets; a traceback below it."""
        said = text(super().format(scrubbed(record)))
        about = " ".join(f"{name}={value}" for name, value in bound().items())
        return f"{said} [{about}]" if about and not record.exc_info else said


class Json(JsonFormatter):
    """For machines: one object a line."""

    def __init__(self) -> None:
        super().__init__("{levelname}{name}{message}", style="{", json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON, whatever was logged."""
        return super().format(scrubbed(record))

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """When, how bad, who says what, and what it is about; then what came along, scrubbed."""
        super().add_fields(log_data, record, message_dict)
        told = {
            name: value for name, value in log_data.items() if name not in ("levelname", "name", "message")
        }
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "at": at.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **bound(),
        }
        more = {name: scrub(value, name) for name, value in told.items() if name not in line}
        log_data.clear()
        log_data.update(line | more)
