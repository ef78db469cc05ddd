"""Maps are drawn from the code, say the same in words, and change when the code does."""

import ast
from xml.etree import ElementTree

import pytest

from shopwright.site.directives import Call, Context, Directive
from shopwright.site.entities import entities, entity_diagrams
from shopwright.site.layout import Arrow, laid_out
from shopwright.site.machines import START, Machine, Move, machines
from shopwright.site.maps import course_map, domain_map, domains
from shopwright.site.material import Material
from shopwright.site.messages import trees_of
from shopwright.site.states_page import states

from .conftest import Write

MODELS = """
class State(TextChoices):
    RAW = "raw", "Raw"
    BAKED = "baked", "Baked"
    SOLD = "sold", "Sold"
    BINNED = "binned", "Thrown away"

class Loaf(models.Model):
    state = models.CharField(choices=State, default=State.RAW)
"""
SERVICES = """
def bake(loaf):
    row = hold(loaf)
    if row.state in (State.SOLD, State.BINNED):
        raise TooLate
    if row.state == State.RAW:
        move(row, State.BAKED)

def sell(loaf):
    Loaf.objects.filter(state=State.BAKED).update(state=State.SOLD)

def tidy(loaf):
    stale = loaf.state != State.BAKED or loaf.is_fresh
    if not stale:
        throw(loaf)

def throw(loaf):
    loaf.state, loaf.at = State.BINNED, now()

def move(row, state):
    row.state = state
"""


def machine(services: str) -> Machine:
    """The one machine of a bakery with these services."""
    (found,) = machines(
        {"shop/bread/models.py": ast.parse(MODELS), "shop/bread/services/baking.py": ast.parse(services)}
    )
    return found


def test_moves_are_read_from_the_guards_of_the_functions_that_make_them() -> None:
    assert set(machine(SERVICES).moves) == {
        Move(START, "RAW", "new"),
        Move("RAW", "BAKED", "bake"),
        Move("BAKED", "SOLD", "sell"),
        Move("BAKED", "BINNED", "throw"),
    }


def test_a_machine_changes_when_a_guard_does() -> None:
    loose = machine(SERVICES.replace("(State.SOLD, State.BINNED)", "(State.SOLD,)").replace(
        "row.state == State.RAW", "row.is_dough"
    ))  # fmt: skip

    assert Move("BINNED", "BAKED", "bake") in loose.moves
    assert Move("RAW", "BAKED", "bake") in loose.moves


def test_a_table_of_transitions_is_the_machine() -> None:
    table = "\nTRANSITIONS = (Transition(Verb.SELL, State.RAW, State.SOLD, (Role.BAKER, Role.SHOP)),)\n"
    (found,) = machines({"shop/bread/models.py": ast.parse(MODELS + table)})

    assert found.moves == (Move("RAW", "SOLD", "sell (baker, shop)"),)


def test_the_orders_machine_is_the_stores_own_table(real: Material) -> None:
    found = {
        machine.model: machine for machine in machines(trees_of(real.texts())) if machine.domain == "orders"
    }

    assert list(found) == ["Order"]
    assert Move("PLACED", "CONFIRMED", "confirm (staff, shop)") in found["Order"].moves
    assert len(found["Order"].moves) == 6


def test_a_checkout_is_ordered_only_from_paid(real: Material) -> None:
    (checkout,) = [one for one in machines(trees_of(real.texts())) if one.model == "Checkout"]

    assert {move.source for move in checkout.moves if move.target == "ORDERED"} == {"PAID"}
    assert {move.source for move in checkout.moves if move.target == "PAID"} == {"ASKED"}


def test_every_domain_stands_above_those_that_it_imports(real: Material) -> None:
    order = [*domains(real)]

    assert order[-1] == "core"
    assert "orders" in domains(real)["checkout"]
    for name, others in domains(real).items():
        assert all(order.index(name) < order.index(other) for other in others), name


OVEN = """slug = "oven"
title = "An oven"
part = "Bakery"
summary = "Heat."

[[step]]
slug = "heat"
commit = "Heat the oven"
why = "Bread is baked."
files = ["oven/**"]
"""


def test_a_new_import_is_another_arrow(material: Material, write: Write) -> None:
    code = "template/{{cookiecutter.project_slug}}/oven/heat.py"
    write("chapters/03-oven/chapter.toml", OVEN)
    write(code, '"""Heat."""\n')
    alone = Material(material.root)
    before = course_map(place(alone), Call("", {}))
    write(code, '"""Heat."""\n\nfrom till.prices import total\n')
    importing = Material(material.root)

    # A chapter whose code names no other stands on the one before it.
    assert alone.needs == {"till": [], "receipts": ["till"], "oven": ["receipts"]}
    assert importing.needs == {"till": [], "receipts": ["till"], "oven": ["till"]}
    assert course_map(place(importing), Call("", {})) != before


def place(material: Material) -> Context:
    return Context(material, "course/map.md", "docs/course/map.md")


@pytest.mark.parametrize("directive", [course_map, domain_map, states, entity_diagrams])
def test_a_drawing_is_well_formed_linked_and_said_in_words(real: Material, directive: Directive) -> None:
    page = directive(place(real), Call("", {}))
    drawings = page.split("<svg ")[1:]

    assert drawings
    for drawing in drawings:
        root = ElementTree.fromstring(f"<svg {drawing.partition('</svg>')[0]}</svg>")  # noqa: S314 - our own
        assert root.findall(".//a"), "nothing to click on"
    assert page.count("<table>") == len(drawings)
    assert page == directive(place(real), Call("", {}))


def test_tables_name_their_columns_and_what_they_refer_to(real: Material) -> None:
    found = {entity.label: entity for entity in entities(real)}
    columns = {column.name: column for column in found["checkout.Checkout"].columns}

    assert columns["order"].refers == "orders.Order"
    assert columns["attempt"].kind == "PositiveInteger"
    assert found["carts.Cart"].path.startswith("shop/carts/models")


def test_boxes_stand_below_those_that_lead_to_them_and_do_not_touch() -> None:
    sizes = dict.fromkeys("abcd", (50.0, 20.0))
    layout = laid_out(
        sizes, [Arrow("a", "b"), Arrow("a", "c"), Arrow("b", "d"), Arrow("a", "d"), Arrow("d", "a")]
    )

    (_, ay), (bx, by), (cx, cy), (_, dy) = (layout.boxes[name] for name in "abcd")
    assert ay < by == cy < dy
    assert abs(bx - cx) > 50
    assert layout.routes[Arrow("d", "a")][0][1] > layout.routes[Arrow("d", "a")][-1][1]
