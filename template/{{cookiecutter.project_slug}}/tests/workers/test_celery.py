"""Work is sent to a queue by its name, and a worker does it."""

import json
from typing import Any

import pytest
from celery import Celery
from kombu.exceptions import EncodeError

from local.valkey import Valkey
from tests.workers.conftest import QUEUES
from tests.workers.crew import worker
from tests.workers.desk import Desk


def waiting(valkey: Valkey) -> dict[str, int]:
    """How many messages wait, by queue."""
    with valkey.client() as client:
        lengths: dict[str, Any] = {name: client.llen(name) for name in QUEUES}
        return lengths


@pytest.mark.parametrize(
    ("name", "queue"), [("errand.call", "default"), ("mail.call", "mail"), ("slow.call", "slow")]
)
def test_the_first_word_of_a_name_says_the_queue(
    name: str, queue: str, sender: Celery, valkey: Valkey
) -> None:
    sender.send_task(name, args=["hello"])

    assert waiting(valkey) == {"default": 0, "mail": 0, "slow": 0, queue: 1}


def test_a_queue_that_nobody_reads_is_refused(sender: Celery, valkey: Valkey) -> None:
    with pytest.raises(KeyError, match="mial"):
        sender.send_task("errand.call", args=["hello"], queue="mial")

    assert waiting(valkey) == {"default": 0, "mail": 0, "slow": 0}


def test_a_message_is_json_and_nothing_else(sender: Celery, valkey: Valkey) -> None:
    sender.send_task("errand.call", args=["hello"])

    with valkey.client() as client:
        (message,) = [json.loads(str(each)) for each in client.lrange("default", 0, -1)]
    assert message["content-type"] == "application/json"
    with pytest.raises(EncodeError):
        sender.send_task("errand.call", args=[object()])


def test_a_worker_does_what_it_is_sent_to_do(sender: Celery, broker: str, valkey: Valkey, desk: Desk) -> None:
    sender.send_task("slow.call", args=["from the slow queue"])

    with worker(desk.variables | {"BROKER_URL": broker}):
        visitor = desk.visitor()

        assert visitor.says == "from the slow queue"
        assert waiting(valkey) == {"default": 0, "mail": 0, "slow": 0}
        visitor.go_on()
