"""Who may ask the simulated Stripe, and how it reads what is asked."""

from typing import Any
from urllib.error import HTTPError

import pytest
import stripe

from sandbox.stripe.errors import Invalid
from sandbox.stripe.forms import NUMBER, TEXT, WORDS, YES_NO, read, tree
from tests.sandboxes import RunningSandbox


def test_a_customer_is_made_found_changed_and_listed(sandbox: RunningSandbox) -> None:
    customers = sandbox.client.v1.customers
    ada = customers.create({"email": "ada@example.com", "metadata": {"user": "1", "old": "x"}})
    customers.create({"email": "ben@example.com"})

    customers.update(ada.id, {"metadata": {"user": "2", "old": ""}})

    found = customers.retrieve(ada.id)
    assert found.to_dict()["metadata"] == {"user": "2"}
    assert found.email == "ada@example.com"
    assert [one.id for one in customers.list({"email": "ada@example.com"}).data] == [ada.id]


def test_lists_are_walked_page_by_page_the_newest_first(sandbox: RunningSandbox) -> None:
    made = [sandbox.client.v1.customers.create({}).id for _ in range(5)]

    page = sandbox.client.v1.customers.list({"limit": 2})

    assert ([one.id for one in page.data], page.has_more) == ([made[4], made[3]], True)
    assert [one.id for one in page.auto_paging_iter()] == made[::-1]
    before = sandbox.client.v1.customers.list({"limit": 2, "ending_before": made[1]})
    assert [one.id for one in before.data] == [made[3], made[2]]


def test_what_happened_is_noted_with_the_request_that_did_it(sandbox: RunningSandbox) -> None:
    ada = sandbox.client.v1.customers.create({"name": "Ada"}, {"idempotency_key": "first"})
    sandbox.client.v1.customers.update(ada.id, {"name": "Ada Potter"})

    changed, made = sandbox.client.v1.events.list().data

    assert (made.type, made.request and made.request.idempotency_key) == ("customer.created", "first")
    assert made.data.object["name"] == "Ada"
    assert changed.to_dict()["data"]["previous_attributes"] == {"name": "Ada"}
    assert sandbox.client.v1.events.retrieve(made.id) == made
    assert sandbox.client.v1.events.list({"type": "customer.updated"}).data == [changed]


@pytest.mark.parametrize(
    ("key", "said"), [("sk_live_x", "Invalid API Key"), ("pk_test_x", "Invalid API Key")]
)
def test_a_key_that_is_no_secret_test_key_is_refused(sandbox: RunningSandbox, key: str, said: str) -> None:
    with pytest.raises(stripe.AuthenticationError, match=said):
        sandbox.account(key).v1.customers.list()


def test_who_has_no_key_is_refused(sandbox: RunningSandbox) -> None:
    with pytest.raises(HTTPError, match="401") as refused:
        sandbox.ask("/v1/customers")

    refused.value.close()


def test_another_version_of_the_api_is_refused(sandbox: RunningSandbox) -> None:
    with pytest.raises(stripe.AuthenticationError, match="speaks version"):
        sandbox.client.v1.customers.list(options={"stripe_version": "2020-08-27"})


def test_what_nobody_expects_is_refused(sandbox: RunningSandbox) -> None:
    odd: Any = {"favourite": "blue"}

    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter: favourite") as refusal:
        sandbox.client.v1.customers.create(odd)

    assert (refusal.value.code, refusal.value.param) == ("parameter_unknown", "favourite")


def test_what_is_not_there_is_not_found(sandbox: RunningSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such customer: 'cus_x'") as refusal:
        sandbox.client.v1.customers.retrieve("cus_x")

    assert refusal.value.http_status == 404


def test_a_page_somewhere_in_the_web_cannot_move_the_clock(sandbox: RunningSandbox) -> None:
    before = sandbox.ask("/sandbox/clock")["now"]
    sandbox.ask("/sandbox/clock", {"stand": "1800000000"})
    assert sandbox.ask("/sandbox/clock") == {"now": 1800000000} != {"now": before}
    assert sandbox.ask("/sandbox/clock", {"advance": "60"}) == {"now": 1800000060}

    with pytest.raises(HTTPError, match="403") as refused:
        sandbox.open("/sandbox/clock", {"advance": "60"}, Origin="https://evil.example")
    refused.value.close()

    assert sandbox.ask("/sandbox/clock") == {"now": 1800000060}


def test_a_form_is_a_tree() -> None:
    form = [
        ("a", "1"),
        ("b[c]", "2"),
        ("b[d][e]", "3"),
        ("f[0]", "4"),
        ("f[1]", "5"),
        ("g[]", "6"),
        ("g[]", "7"),
    ]

    assert tree(form) == {
        "a": "1",
        "b": {"c": "2", "d": {"e": "3"}},
        "f": {"0": "4", "1": "5"},
        "g": {"0": "6", "1": "7"},
    }


def test_a_field_without_a_name_is_refused() -> None:
    for name in ("", "[]", "["):
        with pytest.raises(Invalid):
            read(tree([(name, "x")]), {})


def test_words_are_read_as_what_they_are() -> None:
    takes = {"amount": NUMBER, "confirm": YES_NO, "card": {"token": TEXT}, "expand": WORDS}
    given = {"amount": "-12", "confirm": "true", "card": {"token": ""}, "expand": {"0": "a", "1": "b"}}

    assert read(given, takes) == {
        "amount": -12,
        "confirm": True,
        "card": {"token": None},
        "expand": ["a", "b"],
    }


def test_several_objects_are_a_list_of_them() -> None:
    takes = {"lines": [{"amount": NUMBER}]}

    assert read(tree([("lines[0][amount]", "1"), ("lines[1][amount]", "2")]), takes) == {
        "lines": [{"amount": 1}, {"amount": 2}]
    }
    with pytest.raises(Invalid, match=r"lines\[1\]\[amuont\]"):
        read(tree([("lines[0][amount]", "1"), ("lines[1][amuont]", "2")]), takes)
    with pytest.raises(Invalid, match="lines"):
        read(tree([("lines", "1")]), takes)


@pytest.mark.parametrize(
    "given",
    [
        {"amount": "12.5"},
        {"amount": {"0": "12"}},
        {"confirm": "yes"},
        {"card": "4242"},
        {"card": {"number": "4242"}},
        {"expand": "a"},
    ],
)
def test_what_cannot_be_read_is_refused_by_name(given: dict[str, object]) -> None:
    takes = {"amount": NUMBER, "confirm": YES_NO, "card": {"token": TEXT}, "expand": WORDS}

    with pytest.raises(Invalid, match=next(iter(given))):
        read(given, takes)
