"""The processes beside the web, as production starts them. Told to end, each ends after what it is at."""

import signal
from pathlib import Path

import pytest
from celery import Celery

from shop.core import clock
from shop.outbox.models import Delivery, Event
from shop.webhooks.models import Incoming
from tests.deploy.release import ROOT, entry, until
from tests.outbox.builders import a_delivery, happened
from tests.workers.crew import until_says
from tests.workers.desk import PATIENCE, Desk

pytestmark = pytest.mark.django_db(transaction=True)

# What workers do in tests is no part of a release; the rest of what they run is.
WITH_ERRANDS = {"PYTHONPATH": str(ROOT)}


def test_a_worker_finishes_what_it_is_at(
    release: Path, variables: dict[str, str], sender: Celery, desk: Desk
) -> None:
    words = ["--include=tests.workers.errands", "--queues=slow"]
    sender.send_task("slow.call", args=["begun"])

    with entry(
        release, "worker", *words, variables={**variables, **WITH_ERRANDS, **desk.variables}
    ) as worker:
        at_work = desk.visitor()
        worker.send_signal(signal.SIGTERM)
        until_says(worker, "Warm shutdown")
        at_work.go_on()

        assert worker.wait(PATIENCE) == 0
    with sender.connection_or_acquire() as line:
        assert line.default_channel.client.hlen("unacked") == 0


def test_beat_tells_of_what_is_due(release: Path, variables: dict[str, str]) -> None:
    with entry(release, "beat", variables=variables) as beat:
        until(Event.objects.exists, beat)
        beat.send_signal(signal.SIGTERM)

        assert beat.wait(PATIENCE) == 0


def test_the_relay_brings_what_happened(release: Path, variables: dict[str, str], sender: Celery) -> None:
    happened()
    a_delivery("mail.one", happened("2"))

    with entry(release, "relay", variables=variables) as relay:
        until(lambda: not Event.objects.filter(spread_at=None).exists(), relay)
        until(lambda: not Delivery.objects.filter(due_at__lte=clock.now()).exists(), relay)
        relay.send_signal(signal.SIGTERM)

        assert relay.wait(PATIENCE) == 0
    with sender.connection_or_acquire() as line:
        assert line.default_channel.client.llen("mail") == 1


def test_webhooks_are_worked_on(release: Path, variables: dict[str, str]) -> None:
    message = Incoming.objects.create(source="nobody", message_id="m-1", body=b"{}", headers={})

    with entry(release, "webhooks", variables=variables) as worker:
        until(lambda: Incoming.objects.get(pk=message.pk).attempts, worker)
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(PATIENCE) == 0


@pytest.mark.parametrize("name", ["beat", "migrate", "relay", "web", "webhooks", "worker"])
def test_a_script_becomes_its_process(release: Path, name: str) -> None:
    script = release / "deploy/bin" / name

    # Else the shell would be the first process, and would keep SIGTERM for itself.
    assert "\nexec python " in script.read_text()
    assert script.stat().st_mode & 0o555 == 0o555
