"""Networks and providers that fail on demand, seen by the client that will meet them one day."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from urllib.error import HTTPError

import pytest
import stripe
from stripe import RequestsClient, StripeClient

from sandbox.faults import Fault
from tests.sandboxes import RunningSandbox


def made(sandbox: RunningSandbox) -> int:
    """How many customers there are."""
    return len(sandbox.client.v1.customers.list().data)


def create(sandbox: RunningSandbox, fault: str = "", key: str = "k", retries: int = 0) -> stripe.Customer:
    """Make a customer, and have something go wrong."""
    headers = {"Sandbox-Fault": fault} if fault else {}
    options: stripe.RequestOptions = {
        "headers": headers,
        "idempotency_key": key,
        "max_network_retries": retries,
    }
    return sandbox.client.v1.customers.create({"name": "Ada"}, options)


@pytest.mark.parametrize(("fault", "count"), [("drop-before", 0), ("drop-after", 1)])
def test_an_answer_that_is_lost_does_not_say_whether_it_was_done(
    sandbox: RunningSandbox, fault: str, count: int
) -> None:
    with pytest.raises(stripe.APIConnectionError):
        create(sandbox, fault)

    assert made(sandbox) == count


@pytest.mark.parametrize(("fault", "count"), [("hang-before", 0), ("hang-after", 1)])
def test_who_waits_gives_up_and_does_not_know_either(sandbox: RunningSandbox, fault: str, count: int) -> None:
    http = RequestsClient(timeout=0.2)
    impatient = StripeClient("sk_test_shop", base_addresses={"api": sandbox.url}, http_client=http)

    with pytest.raises(stripe.APIConnectionError, match=r"[Tt]imed out"):
        impatient.v1.customers.create({}, {"headers": {"Sandbox-Fault": fault}, "max_network_retries": 0})

    http.close()  # type: ignore[no-untyped-call]
    assert made(sandbox) == count


@pytest.mark.parametrize("fault", ["drop-before; once", "drop-after; once"])
def test_who_comes_again_with_the_same_key_gets_one_thing(sandbox: RunningSandbox, fault: str) -> None:
    create(sandbox, fault, retries=1)

    assert made(sandbox) == 1
    assert len(sandbox.asked()) == 3


@pytest.mark.parametrize(("fault", "count"), [("500-before", 0), ("500-after", 1)])
def test_an_error_500_is_kept_for_its_key_whatever_was_done(
    sandbox: RunningSandbox, fault: str, count: int
) -> None:
    for wrong in (fault, ""):
        with pytest.raises(stripe.APIError) as error:
            create(sandbox, wrong)
        assert error.value.http_status == 500

    assert made(sandbox) == count
    assert create(sandbox, key="another").name == "Ada"


def test_too_many_requests_do_not_use_up_a_key(sandbox: RunningSandbox) -> None:
    with pytest.raises(stripe.RateLimitError):
        create(sandbox, "429")

    assert create(sandbox).name == "Ada"
    assert made(sandbox) == 1


def test_a_key_at_work_is_refused_until_its_work_is_done(sandbox: RunningSandbox) -> None:
    with ThreadPoolExecutor() as threads:
        first = threads.submit(create, sandbox, "hold")
        assert sandbox.ask("/sandbox/faults/held") == [["POST", "k"]]

        with pytest.raises(stripe.APIError, match="another in-progress request") as busy:
            create(sandbox)
        sandbox.ask("/sandbox/faults/release", {"all": "yes"})
        done = first.result(timeout=20)

    assert busy.value.http_status == 409
    assert "idempotency_key_in_use" in str(busy.value.json_body)
    assert create(sandbox).id == done.id
    assert made(sandbox) == 1


def test_a_person_arms_a_fault_for_some_paths_and_so_many_requests(sandbox: RunningSandbox) -> None:
    sandbox.ask("/sandbox/faults", {"fault": "429", "times": "2", "path": "/v1/payment_intents"})

    with sandbox.open("/sandbox") as shown:
        assert "<td>429<td>/v1/payment_intents<td>2" in shown.read().decode()
    create(sandbox)
    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            sandbox.intent()
    assert sandbox.intent().status == "requires_payment_method"


def test_what_was_armed_is_taken_back(sandbox: RunningSandbox) -> None:
    sandbox.ask("/sandbox/faults", {"fault": "429", "times": "9"})

    assert sandbox.ask("/sandbox/faults", {"times": "0"}) == []

    assert create(sandbox).name == "Ada"


@pytest.mark.parametrize(
    ("fault", "status"), [("drop-after", "succeeded"), ("500-after", "succeeded"), ("429", "requires_action")]
)
def test_a_page_for_buyers_is_struck_too(sandbox: RunningSandbox, fault: str, status: str) -> None:
    intent = sandbox.pay("pm_card_authenticationRequired")
    sandbox.ask("/sandbox/faults", {"fault": fault, "path": "/3d-secure"})

    with pytest.raises((HTTPError, HTTPException)) as lost:
        sandbox.open(intent.next_action.redirect_to_url.url, {"proved": "yes"})

    if isinstance(lost.value, HTTPError):
        lost.value.close()
    assert sandbox.client.v1.payment_intents.retrieve(intent.id).status == status


def test_a_fault_that_nobody_knows_is_refused(sandbox: RunningSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Sandbox-Fault: 'lightning'"):
        create(sandbox, "lightning")
    with pytest.raises(HTTPError, match="400") as refused:
        sandbox.ask("/sandbox/faults", {"fault": "lightning"})

    refused.value.close()


def test_the_console_offers_every_fault_and_shows_what_was_asked(sandbox: RunningSandbox) -> None:
    create(sandbox)

    with sandbox.open("/sandbox") as shown:
        page = shown.read().decode()

    assert all(f"<option>{fault.value}</option>" in page for fault in Fault)
    assert "<td>/v1/customers" in page
    assert "http" not in page.replace('action="', "")  # nothing from anywhere else


def test_what_somebody_sends_is_shown_as_words(sandbox: RunningSandbox) -> None:
    create(sandbox, key="<script>alert(1)</script>")

    with sandbox.open("/sandbox") as shown:
        assert "&lt;script&gt;alert(1)" in shown.read().decode()


def test_a_browser_is_sent_back_to_the_console(sandbox: RunningSandbox) -> None:
    connection = HTTPConnection(sandbox.url.removeprefix("http://"))
    connection.request("POST", "/sandbox/faults", "times=0", {"Accept": "text/html"})
    answer = connection.getresponse()

    assert (answer.status, answer.headers["Location"]) == (303, "/sandbox")
    connection.close()
