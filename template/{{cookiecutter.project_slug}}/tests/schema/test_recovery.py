"""A migration is killed in the middle. Orders go on, one command says what is half-way, another mends it."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from shop.orders.models import Order
from tests.orders.builders import an_order
from tests.schema.conftest import Session, connected, until
from tests.schema.scratch import Scratch, applied
from tests.workers.crew import Process, kill_all_of, started

OURS = "from shop.schema.operations import AddIndexOnline\n"
# On the very table that every order writes to.
ONLINE = """
migrations.SeparateDatabaseAndState(
    state_operations=[migrations.CreateModel("Contact", [("id", models.BigAutoField(primary_key=True)),
        ("email", models.EmailField())], options={"db_table": "orders_ordercontact"})]),
"""
INDEX = 'AddIndexOnline("contact", models.Index(fields=["email"], name="tried_email")),'
BUILDS = (
    "SELECT pid FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%%' AND state = 'active'"
)
WAITS = f"{BUILDS} AND wait_event_type = 'Lock' AND datname = current_database()"
IS_GONE = "SELECT NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = %s)"


@pytest.fixture
def index(scratch: Scratch) -> Iterator[Scratch]:
    """A migration that builds an index on the contacts of orders."""
    scratch.write("9001_contact", ONLINE)
    call_command("migrate", "schema", verbosity=0)
    scratch.write("9002_email", INDEX, head=OURS, body="atomic = False")
    yield scratch
    with connected(autocommit=True) as session:
        session.execute("DROP INDEX IF EXISTS tried_email")


@pytest.fixture
def watcher(transactional_db: None) -> Iterator[Session]:
    """Somebody who looks."""
    with connected(autocommit=True) as session:
        yield session


def killed_half_way(index: Scratch, other: Session, watcher: Session) -> None:
    """Have a deploy build the index, and kill its process while it waits for an order under way."""
    other.execute("UPDATE orders_ordercontact SET email = email")  # a transaction that wrote, and stays open
    words = [str(index.folder.parent), index.package, "migrate", "schema"]
    with started("tests.schema.deploy", *words, variables={}) as deploy:
        until(watcher, WAITS)
        row = watcher.execute(BUILDS).fetchone()
        assert row
        an_order()  # an order while it is being built
        kill_all_of(deploy)
    # PostgreSQL notices within two seconds that nobody is there any more; the deploy's lock goes with it.
    until(watcher, IS_GONE, row[0])
    other.rollback()


def state() -> list[str]:
    """What the command says, and its complaint."""
    said = StringIO()
    try:
        call_command("schema_state", stdout=said)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue().splitlines()


def test_killed_half_way_no_order_is_lost_and_running_it_again_mends_it(
    index: Scratch, other: Session, watcher: Session
) -> None:
    an_order()

    killed_half_way(index, other, watcher)
    said, between = state(), applied()
    an_order()
    call_command("migrate", "schema", verbosity=0)
    an_order()

    assert (
        said[0] == "The index tried_email of orders_ordercontact is half-built: written to, and never read."
    )
    assert said[1] == "  Do: `manage.py migrate` again: it clears that away and goes on."
    assert said[-1] == "1 half-way."
    assert between == {"9001_contact"}
    assert Order.objects.count() == 4
    assert (state(), applied()) == (["Nothing is half-way."], {"9001_contact", "9002_email"})


def test_while_it_is_at_work_nothing_is_called_half_way(
    index: Scratch, other: Session, watcher: Session
) -> None:
    an_order()
    other.execute("UPDATE orders_ordercontact SET email = email")
    words = [str(index.folder.parent), index.package, "migrate", "schema"]

    with started("tests.schema.deploy", *words, variables={}) as deploy:
        until(watcher, WAITS)
        said = state()
        other.rollback()
        ended: Process = deploy
        assert ended.wait(60) == 0

    assert "changes the tables right now." in said[0]
    assert not said[-1].endswith("half-way.")
    assert state() == ["Nothing is half-way."]


def test_what_was_built_and_not_noted_is_seen(index: Scratch, watcher: Session) -> None:
    watcher.execute("CREATE INDEX CONCURRENTLY tried_email ON orders_ordercontact (email)")

    assert state()[0] == "The index tried_email is whole; schema.9002_email did not come to note it."


def test_what_waits_for_its_next_step_is_told_and_no_trouble(index: Scratch, watcher: Session) -> None:
    watcher.execute("ALTER TABLE orders_ordercontact ADD CONSTRAINT tried CHECK (email <> 'x') NOT VALID")

    said = state()
    watcher.execute("ALTER TABLE orders_ordercontact DROP CONSTRAINT tried")

    assert said[0].startswith("The constraint tried of orders_ordercontact holds for new rows")
    assert "1 migrations have not run, first schema.9002_email." in said
