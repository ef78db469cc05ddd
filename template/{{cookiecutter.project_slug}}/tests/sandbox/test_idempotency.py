"""Keys of the simulated Stripe, used as Stripe's documentation says that they can be."""

from typing import Any

import pytest
import stripe

from tests.sandboxes import RunningSandbox


def test_the_same_key_and_the_same_body_give_the_same_answer(sandbox: RunningSandbox) -> None:
    customers = sandbox.client.v1.customers
    first = customers.create({"name": "Ada"}, {"idempotency_key": "k"})

    second = customers.create({"name": "Ada"}, {"idempotency_key": "k"})

    assert second.id == first.id
    assert second.last_response
    assert second.last_response.headers["idempotent-replayed"] == "true"
    assert len(customers.list().data) == 1


def test_a_key_with_another_body_or_path_is_refused(sandbox: RunningSandbox) -> None:
    customers = sandbox.client.v1.customers
    ada = customers.create({"name": "Ada"}, {"idempotency_key": "k"})

    with pytest.raises(stripe.IdempotencyError, match="same parameters") as refusal:
        customers.create({"name": "Ben"}, {"idempotency_key": "k"})
    assert refusal.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        customers.update(ada.id, {"name": "Ada"}, {"idempotency_key": "k"})

    assert len(customers.list().data) == 1


def test_a_key_is_another_key_in_another_account(sandbox: RunningSandbox) -> None:
    sandbox.client.v1.customers.create({"name": "Ada"}, {"idempotency_key": "k"})

    other = sandbox.account("sk_test_other").v1.customers.create({"name": "Ben"}, {"idempotency_key": "k"})

    assert other.name == "Ben"


def test_a_request_that_made_no_sense_does_not_use_up_its_key(sandbox: RunningSandbox) -> None:
    customers = sandbox.client.v1.customers
    odd: Any = {"nmae": "Ada"}
    with pytest.raises(stripe.InvalidRequestError):
        customers.create(odd, {"idempotency_key": "k"})

    assert customers.create({"name": "Ada"}, {"idempotency_key": "k"}).name == "Ada"


def test_after_a_day_a_key_is_forgotten(sandbox: RunningSandbox) -> None:
    customers = sandbox.client.v1.customers
    sandbox.ask("/sandbox/clock", {"stand": "1800000000"})
    first = customers.create({}, {"idempotency_key": "k"})

    sandbox.ask("/sandbox/clock", {"advance": "86399"})
    assert customers.create({}, {"idempotency_key": "k"}).id == first.id
    sandbox.ask("/sandbox/clock", {"advance": "1"})
    assert customers.create({}, {"idempotency_key": "k"}).id != first.id


def test_a_key_that_is_too_long_is_refused(sandbox: RunningSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="more than 255"):
        sandbox.client.v1.customers.create({}, {"idempotency_key": "k" * 256})
