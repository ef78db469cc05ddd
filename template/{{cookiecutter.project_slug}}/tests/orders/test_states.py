"""How an order may go is a table. What the table must be, and what it says."""

from collections.abc import Mapping
from io import StringIO

import pytest
from django.core.management import call_command

from shop.orders import states
from shop.orders.errors import NotPossible
from shop.orders.states import TRANSITIONS, Role, State, Transition, Verb, allowed, refuse_unfit, transition

DIAGRAM = """\
stateDiagram-v2
    placed: placed
    confirmed: confirmed
    [*] --> placed: place (buyer, staff, shop)
    placed: reduce (buyer, staff)
    placed: if no more than is left and something stays
    placed --> confirmed: confirm (staff, shop)
    confirmed: reduce (staff)
    confirmed: if no more than is left and something stays
    placed --> cancelled: cancel (buyer, staff, shop)
    confirmed --> cancelled: cancel (staff)
    cancelled --> [*]
"""


def test_the_picture_shows_the_table() -> None:
    out = StringIO()
    call_command("order_states", stdout=out)

    assert out.getvalue() == DIAGRAM


def test_a_row_that_is_added_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    again = Transition(Verb.PLACE, State.CANCELLED, State.PLACED, (Role.STAFF,))
    monkeypatch.setattr(states, "TRANSITIONS", (*TRANSITIONS, again))

    drawn = states.diagram()

    assert "    cancelled --> placed: place (staff)" in drawn
    assert "[*]\n" not in drawn.partition("\n")[2]


def test_no_question_has_two_answers() -> None:
    questions = [(row.verb, row.before) for row in TRANSITIONS]

    assert len(questions) == len(set(questions))


def test_every_state_can_be_reached_and_every_verb_done() -> None:
    reached: set[State | None] = {None}
    for _ in State:
        reached |= {row.after for row in TRANSITIONS if row.before in reached}

    assert reached == {None, *State}
    assert {row.verb for row in TRANSITIONS} == set(Verb)


@pytest.mark.parametrize(
    ("before", "role", "verbs"),
    [
        (State.PLACED, Role.BUYER, [Verb.REDUCE, Verb.CANCEL]),
        (State.PLACED, Role.STAFF, [Verb.REDUCE, Verb.CONFIRM, Verb.CANCEL]),
        (State.PLACED, Role.SHOP, [Verb.CONFIRM, Verb.CANCEL]),
        (State.CONFIRMED, Role.BUYER, []),
        (State.CONFIRMED, Role.STAFF, [Verb.REDUCE, Verb.CANCEL]),
        (State.CONFIRMED, Role.SHOP, []),
        (State.CANCELLED, Role.BUYER, []),
        (State.CANCELLED, Role.STAFF, []),
        (State.CANCELLED, Role.SHOP, []),
    ],
)
def test_who_may_do_what_where(before: State, role: Role, verbs: list[Verb]) -> None:
    assert allowed(before, role) == verbs
    for verb in Verb:
        if verb in verbs:
            assert transition(verb, before, role).verb == verb
        else:
            with pytest.raises(NotPossible):
                transition(verb, before, role)


def test_a_refusal_says_what_was_found_and_what_was_expected() -> None:
    with pytest.raises(NotPossible) as caught:
        transition(Verb.CANCEL, State.CONFIRMED, Role.BUYER)

    assert caught.value.found == "an order that is confirmed, and `cancel` by the buyer."
    assert caught.value.expected == "an order that is placed."


@pytest.mark.parametrize(
    ("less", "expected"),
    [
        ({}, "no more than is left."),
        ({1: 0}, "no more than is left."),
        ({1: 4}, "no more than is left."),
        ({3: 1}, "no more than is left."),
        ({1: 3, 2: 1}, "something stays."),
    ],
)
def test_what_cannot_be_taken_off_is_refused(less: Mapping[int, int], expected: str) -> None:
    row = transition(Verb.REDUCE, State.PLACED, Role.BUYER)

    with pytest.raises(NotPossible) as caught:
        refuse_unfit(row, {1: 3, 2: 1}, less)

    assert caught.value.expected == expected


def test_what_can_be_taken_off_is_not_refused() -> None:
    refuse_unfit(transition(Verb.REDUCE, State.PLACED, Role.BUYER), {1: 3, 2: 1}, {1: 2, 2: 1})
