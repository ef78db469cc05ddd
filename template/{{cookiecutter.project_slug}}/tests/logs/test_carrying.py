"""What began in one process is known in the next: from a request to the relay to a worker."""

import pytest
from django.db import transaction

from shop.logs.context import bind
from shop.outbox.models import Event
from shop.outbox.sending import send
from shop.outbox.services.publishing import publish
from shop.outbox.services.relaying import hand_over, spread
from shop.outbox.subscriptions import subscriptions
from tests.logs import consumers  # noqa: F401 - importing it registers
from tests.workers.crew import worker
from tests.workers.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_workers_lines_name_the_request_with_which_it_began(broker: str, desk: Desk) -> None:
    variables = {**desk.variables, "BROKER_URL": broker}
    with bind(request="3f2a9c1e8b7d4f60"), transaction.atomic():
        publish(topic="errand.told", key="k-1", payload={"order": "ord_0123456789abcdefghjk"})
    spread(among=subscriptions())
    hand_over(send=send)

    with worker(variables, knows="tests.logs.consumers") as process:
        desk.visitor().go_on()
        process.terminate()
        assert process.stdout
        said = process.stdout.read()

    (line,) = [one for one in said.splitlines() if "an errand is told" in one]
    assert "request=3f2a9c1e8b7d4f60" in line
    assert "order=ord_0123456789abcdefghjk" in line
    assert "task=" in line


def test_what_carried_it_is_no_consumers() -> None:
    with transaction.atomic():
        publish(topic="errand.told", key="k-2", payload={"a": 1})

    assert Event.objects.get(key="k-2").payload == {"a": 1}
