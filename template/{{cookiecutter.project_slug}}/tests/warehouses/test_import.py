"""A file of messages is read, again and in parts; what cannot be understood is named."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from shop.inventory.models import StockItem
from shop.warehouses.services.messages import count_by
from tests.builders import a_variant
from tests.warehouses.builders import PORTO, a_warehouse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("porto")]


@pytest.fixture
def porto() -> None:
    """A warehouse in which somebody else's system counts mugs."""
    count_by(location=a_warehouse("porto", PORTO), source="wms")
    a_variant(sku="MUG")


def line(name: str, quantity: int, minute: int, **fields: Any) -> str:
    """One message, as the system writes it."""
    at = f"2026-03-01T12:{minute:02}:00Z"
    told = {"id": name, "kind": "count", "place": "porto", "sku": "MUG", "quantity": quantity, "at": at}
    return json.dumps(told | fields)


def read(tmp_path: Path, *lines: str, options: tuple[str, ...] = ("--source", "wms")) -> str:
    """What the command says of a file."""
    out, file = StringIO(), tmp_path / "messages.jsonl"
    file.write_text("\n\n".join(lines))
    try:
        call_command("import_stock_messages", str(file), *options, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_messages_are_read_late_twice_and_in_any_order(tmp_path: Path) -> None:
    first, second, third = line("m-1", 9, 1), line("m-2", 4, 2), line("m-3", 3, 3, kind="change", number=3)

    assert read(tmp_path, third, second, third) == (
        "3 messages: 2 applied, 0 ignored, 0 problem, 1 came before.\n"
    )
    assert read(tmp_path, first, second) == "2 messages: 0 applied, 1 ignored, 0 problem, 1 came before.\n"
    assert StockItem.objects.get().on_hand == 7


def test_problems_are_named_and_tried_again(tmp_path: Path) -> None:
    said = read(tmp_path, line("m-1", 9, 1, sku="BOWL"))
    assert said == (
        "wms m-1: This message cannot be used yet. no SKU `BOWL`.\n"
        "1 messages: 0 applied, 0 ignored, 1 problem, 0 came before.\n"
    )
    a_variant(sku="BOWL")
    out = StringIO()

    call_command("import_stock_messages", "--retry", stdout=out)

    assert out.getvalue() == "Tried again: 1 are no problem any more.\n"
    assert StockItem.objects.get().on_hand == 9


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("no json", "Line 1: Expecting value"),
        ("[]", "Line 1: list indices"),
        ('{"id": "m-1"}', "Line 1: no 'at' in it."),
        (line("m-1", 9, 1, at="2026-03-01T12:00:00"), "Line 1: `2026-03-01T12:00:00` has no time zone."),
        (line("m-1", 9, 1, kind="guess"), "Line 1: 'guess' is not a valid Kind."),
        (line("m-1", -9, 1), "Line 1: This message cannot be. Found: a count of -9."),
        (line("m-1", 9, 1, sku=None), "Line 1: "),
        (line("m-1", 9, 1, id=7), "Line 1: "),
    ],
)
def test_a_line_that_is_no_message_does_not_stop_the_others(tmp_path: Path, wrong: str, why: str) -> None:
    said = read(tmp_path, wrong, line("m-2", 4, 2))

    assert said.startswith(why)
    assert said.endswith("1 lines were not understood. The others were read.")
    assert StockItem.objects.get().on_hand == 4


def test_a_file_that_is_not_there_and_a_source_that_is_not_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="The file cannot be read"):
        call_command("import_stock_messages", str(tmp_path / "nothing"), "--source", "wms")

    assert "Found: no --source." in read(tmp_path, line("m-1", 9, 1), options=())
    assert not StockItem.objects.exists()


def test_what_is_piped_in_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(line("m-1", 9, 1)))
    out = StringIO()

    call_command("import_stock_messages", "-", "--source", "wms", stdout=out)

    assert out.getvalue() == "1 messages: 1 applied, 0 ignored, 0 problem, 0 came before.\n"
