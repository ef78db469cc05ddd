"""A migration waits for one table, and holds no other meanwhile."""

import pytest
from django.core.management import call_command

from shop.schema.linting.findings import recipes
from tests.schema.scratch import THING, Scratch
from tests.schema.test_linting import linted, rules, scratch

__all__ = ["scratch"]

BOX = THING.replace('"Thing"', '"Box"')
NOTE = 'migrations.AddField("{}", "{}", models.TextField(null=True)),\n'


@pytest.fixture
def used(scratch: Scratch) -> Scratch:
    """Two tables that are in use."""
    scratch.write("9001_things", THING + BOX)
    return scratch


def test_two_tables_that_are_in_use_are_too_many(used: Scratch) -> None:
    used.write("9002_tried", NOTE.format("thing", "note") + NOTE.format("box", "note"))

    assert rules(linted("schema.9002_tried")) == ["two-tables"]


def test_it_is_told_at_the_second_of_them(used: Scratch) -> None:
    last = NOTE.format("box", "note")
    file = used.write("9002_tried", NOTE.format("thing", "note") + NOTE.format("thing", "more") + last)
    line = 1 + file.read_text().splitlines().index(f"        {last.strip()}")

    assert linted("schema.9002_tried")[0] == f"{file}:{line}: two-tables"


def test_it_says_why_and_what_to_do() -> None:
    assert recipes().get("two-tables", {}).keys() == {"why", "do"}


def test_one_table_may_be_changed_twice(used: Scratch) -> None:
    used.write("9002_tried", NOTE.format("thing", "note") + NOTE.format("Thing", "more"))

    assert rules(linted("schema.9002_tried")) == []


def test_a_new_table_counts_for_nothing(used: Scratch) -> None:
    new = THING.replace('"Thing"', '"Crate"')
    used.write("9002_tried", NOTE.format("thing", "note") + new + NOTE.format("crate", "note"))

    assert rules(linted("schema.9002_tried")) == []


def test_without_a_transaction_nothing_is_held(used: Scratch) -> None:
    both = NOTE.format("thing", "note") + NOTE.format("box", "note")
    used.write("9002_tried", both, body="atomic = False")

    assert rules(linted("schema.9002_tried")) == ["not-alone"]


@pytest.mark.django_db(transaction=True)
def test_the_shop_keeps_to_it() -> None:
    assert linted(all=True)[-1].endswith("none that holds up the shop.")
    call_command("migrate", check_unapplied=True, verbosity=0)
