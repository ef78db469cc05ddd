"""What would hold up a shop is refused, with its line, the reason, and how the same is done without that."""

import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from shop.schema.errors import SchemaError
from shop.schema.linting import choosing, judge
from shop.schema.linting.findings import recipes
from tests.schema.scratch import THING, Scratch, opened

OURS = "from shop.schema.operations import AddIndexOnline, ValidateConstraintOnline\n"
APART = "atomic = False"
RENAMED = 'migrations.RenameField("thing", "name", "title"),'
SQL = 'migrations.RunSQL("{}", migrations.RunSQL.noop),'
CHECK = 'models.CheckConstraint(condition=Q(size__gte=0), name="thing_size")'
INDEX = 'models.Index(fields=["name"], name="thing_name")'
REFUSED = [
    ("renaming-column", RENAMED, ""),
    ("renaming-table", 'migrations.RenameModel("Thing", "Item"),', ""),
    ("ban-drop-column", 'migrations.RemoveField("thing", "name"),', ""),
    ("ban-drop-table", 'migrations.DeleteModel("Thing"),', ""),
    (
        "changing-column-type",
        'migrations.AlterField("thing", "size", models.BigIntegerField(default=0)),',
        "",
    ),
    ("require-concurrent-index-creation", f'migrations.AddIndex("thing", {INDEX}),', ""),
    ("concurrently-in-a-transaction", f'AddIndexConcurrently("thing", {INDEX}),', ""),
    ("constraint-missing-not-valid", f'migrations.AddConstraint("thing", {CHECK}),', ""),
    ("adding-not-nullable-field", SQL.format("ALTER TABLE schema_thing ALTER note SET NOT NULL"), ""),
    ("unknown-to-old-code", 'migrations.AddField("thing", "note", models.TextField(default="")),', ""),
    ("unknown-to-old-code", 'migrations.AddField("thing", "colour", models.TextField()),', ""),
    ("no-way-back", 'migrations.RunSQL("SELECT 1"),', ""),
    ("all-at-once", "migrations.RunPython(print, migrations.RunPython.noop),", ""),
    ("all-at-once", SQL.format("UPDATE schema_thing SET size = 1"), ""),
    ("not-alone", 2 * SQL.format("SELECT 1"), APART),
]
FINE = [
    ('migrations.AddField("thing", "note", models.TextField(null=True)),', ""),
    ('migrations.AddField("thing", "note", models.TextField(db_default="")),', ""),
    (f'AddIndexOnline("thing", {INDEX}),', APART),
    (f'AddConstraintNotValid("thing", {CHECK}),', ""),
    ("migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField('thing', 'size')]),", ""),
]


def linted(*names: str, **options: Any) -> list[str]:
    """What the command says, or its complaint and what led to it."""
    said = StringIO()
    try:
        call_command("lint_migrations", *names, stdout=said, **options)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue().splitlines()


def rules(said: list[str]) -> list[str]:
    """The rules that were broken."""
    return [line.rpartition(": ")[2] for line in said if ".py:" in line]


@pytest.fixture
def scratch(
    tmp_path: Path, settings: Any, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Scratch]:
    """Migrations that are read and never run, so that nothing has to be cleared away after each test.

    A transaction around the test would not do: what runs in none is judged, too.
    """
    with django_db_blocker.unblock():
        for one in opened(tmp_path):
            settings.MIGRATION_MODULES = {"schema": one.package}
            yield one


@pytest.fixture
def thing(scratch: Scratch) -> Scratch:
    """A table that is in use."""
    scratch.write("9001_thing", THING)
    return scratch


@pytest.mark.parametrize(("rule", "operations", "body"), REFUSED, ids=lambda value: value[:40])
def test_what_holds_up_the_shop_is_refused(thing: Scratch, rule: str, operations: str, body: str) -> None:
    thing.write("9002_tried", operations, body=body)

    assert rules(linted("schema.9002_tried")) == [rule]
    assert recipes()[rule]["do"]


@pytest.mark.parametrize(("operations", "body"), FINE, ids=lambda value: value[:40])
def test_what_holds_up_nobody_is_not(thing: Scratch, operations: str, body: str) -> None:
    thing.write("9002_tried", operations, head=OURS, body=body)

    assert linted("schema.9002_tried") == ["1 migrations, and none that holds up the shop."]


def test_it_says_where_and_why_and_what_to_do(thing: Scratch) -> None:
    file = thing.write(
        "9002_tried", 'migrations.AddField("thing", "note", models.TextField(null=True)),\n' + RENAMED
    )
    line = 1 + file.read_text().splitlines().index(f"        {RENAMED}")

    assert linted("schema.9002_tried") == [
        f"{file}:{line}: renaming-column",
        "  Why: The release that still runs asks for the old name.",
        "  Do: keep the column and rename the field alone, with `db_column`; or do as for a change of type.",
        "1 found. Nothing was changed.",
    ]


def test_rows_and_tables_are_not_changed_together(thing: Scratch) -> None:
    note = 'migrations.AddField("thing", "note", models.TextField(null=True)),\n'
    thing.write("9002_tried", note + SQL.format("UPDATE schema_thing SET size = 1"))

    assert rules(linted("schema.9002_tried")) == ["data-and-schema", "all-at-once"]


def test_nobody_uses_a_table_that_is_new(thing: Scratch) -> None:
    thing.write("9002_tried", f'migrations.AddIndex("thing", {INDEX}),\n{RENAMED}')

    together = linted("schema.9001_thing", "schema.9002_tried")

    assert together == ["2 migrations, and none that holds up the shop."]
    assert len(rules(linted("schema.9002_tried"))) == 2


def test_a_reason_lets_it_pass_and_no_reason_does_not(thing: Scratch) -> None:
    thing.write("9002_a", RENAMED, body='accepted = {"renaming-column": "No page has shown it yet."}')
    again = 'migrations.RenameField("thing", "size", "extent"),'
    thing.write("9003_b", again, body='accepted = {"renaming-column": " "}')

    assert rules(linted("schema.9002_a")) == []
    assert rules(linted("schema.9003_b")) == ["renaming-column"]


def test_a_reason_for_nothing_is_refused(thing: Scratch) -> None:
    thing.write("9002_tried", SQL.format("SELECT 1"), body='accepted = {"renaming-column": "Once it did."}')

    assert rules(linted("schema.9002_tried")) == ["accepted-for-nothing"]


@pytest.mark.django_db(transaction=True)
def test_all_that_the_shop_has_done_since_it_opened_holds_up_nobody() -> None:
    assert "found" not in linted(all=True)[-1]


@pytest.mark.django_db(transaction=True)
def test_without_knowing_when_it_opened_more_would_be_found(settings: Any) -> None:
    settings.MIGRATIONS_OPENED_WITH = {}

    assert "catalog/migrations/0003_product_indexes.py" in "".join(linted(all=True))


@pytest.mark.django_db(transaction=True)
def test_what_the_base_has_is_not_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "shop/orders/migrations/0001_order.py"
    kept.parent.mkdir(parents=True)
    kept.touch()
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for words in (["init", "-qb", "main"], ["add", "."], [*who, "commit", "-qm", "First"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    (kept.parent / "0002_lines_are_final.py").touch()
    monkeypatch.setattr(choosing, "git_folder", lambda: tmp_path)

    assert linted() == ["1 migrations, and none that holds up the shop."]


def test_where_git_knows_no_such_branch_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "git_folder", lambda: tmp_path)

    with pytest.raises(SchemaError, match="BASE=origin/main, or leave BASE out to judge all"):
        choosing.git("diff", "main")


def test_without_squawk_nothing_is_called_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)

    with pytest.raises(SchemaError, match="no squawk"):
        judge.asked("SELECT 1", 18)
