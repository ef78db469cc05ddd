"""Read what an outside system says of the shelves: `manage.py import_stock_messages FILE --source NAME`."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.core import clock
from shop.core.errors import ShopError
from shop.warehouses.models import Worth
from shop.warehouses.services.messages import apply_stock_message, retry_stock_messages
from shop.warehouses.telling import said_by, text


class Command(BaseCommand):
    """One message a line, each in a transaction of its own. A file may be read again, or in parts."""

    help = (
        "Read messages about stock, one JSON object a line: "
        '{"id": "m-1", "kind": "count", "place": "porto", "sku": "MUG", "quantity": 3, '
        '"at": "2026-03-01T12:00:00Z", "number": 1}. '
        "Example: python manage.py import_stock_messages today.jsonl --source porto-wms"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("file", nargs="?", default="", help="the file; - for what is piped in")
        parser.add_argument("--source", default="", help="who says it")
        parser.add_argument("--retry", action="store_true", help="then try what was a problem again")

    def handle(self, *args: Any, file: str, source: str, retry: bool, **options: Any) -> None:
        """Read all lines; what cannot be understood is named and does not stop the others."""
        if file and not source:
            raise CommandError("Nobody says this.\nFound: no --source.\nDo: name the system that wrote it.")
        wrong = self.read(lines_of(file), source) if file else 0
        if retry:
            self.stdout.write(f"Tried again: {retry_stock_messages()} are no problem any more.")
        if wrong:
            raise CommandError(f"{wrong} lines were not understood. The others were read.")

    def read(self, lines: Iterable[str], source: str) -> int:
        """Apply each message; gives how many lines were none."""
        began, seen, worths, wrong = clock.now(), set[int](), Counter[str](), 0
        for number, line in enumerate(lines, start=1):
            try:
                message = apply_stock_message(source=source, **read_line(line))
            except (ShopError, ValueError, KeyError, TypeError) as error:
                wrong += 1
                self.stdout.write(f"Line {number}: {said(error)}")
                continue
            before = message.received_at < began or message.pk in seen
            worths["came before" if before else message.worth] += 1
            seen.add(message.pk)
            if message.worth == Worth.PROBLEM:
                self.stdout.write(f"{message}: {message.why}")
        told = ", ".join(f"{worths[name]} {name}" for name in (*Worth.values, "came before"))
        self.stdout.write(f"{worths.total()} messages: {told}.")
        return wrong


def lines_of(file: str) -> list[str]:
    """The lines of a file that are not empty, or of what is piped in."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The file cannot be read.\nFound: {error}.\nDo: correct the path.") from error
    return [line for line in text.splitlines() if line.strip()]


def read_line(line: str) -> dict[str, Any]:
    """What a line says, as `apply_stock_message` wants it.

    Raises:
        ValueError, KeyError, TypeError: it is no message.
    """
    told = json.loads(line)
    return {"message_id": text(told["id"]), "said": said_by(told)}


def said(error: Exception) -> str:
    """What is wrong with a line, in one."""
    if isinstance(error, ShopError):
        return f"{error.title} Found: {error.found}"
    return f"no {error} in it." if isinstance(error, KeyError) else f"{error}."
