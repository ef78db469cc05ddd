"""Send what waits to those who want it. Any number of workers may do this at once.

A delivery is claimed in a short transaction, sent in none, and what came of it is written in another one.
Whoever dies in between leaves it to the next, after a while. Then it may arrive twice, under one identifier.
"""

from datetime import timedelta

from django.db import transaction

from shop.core import clock
from shop.core.backoff import Patience
from shop.core.breaker import Breaker, Circuit, Limits
# {% if reached("observability.tracing") %}
from shop.core.observing import doing
# {% endif %}
from shop.webhooks.keys import keys_of
from shop.webhooks.models import Delivery, Endpoint, Fate
from shop.webhooks.sending import DEADLINE, Answer, post, unix
from shop.webhooks.signing import sign

# Sixteen attempts in four and a half days at most, and half of that by lot: a weekend is not too long.
PATIENCE = Patience(base=timedelta(seconds=30), most=timedelta(hours=24), tries=16)
LEASE = timedelta(seconds=4 * DEADLINE)
LIMITS = Limits(failures=5, shortest=timedelta(seconds=30), longest=timedelta(hours=1))
GONE = 410
ENDED = ["state", "due_at", "status", "why", "finished_at"]


def work_outgoing() -> bool:
    """Send the delivery that has been due for the longest; gives whether there was one."""
    delivery = claim()
    if delivery is None:
        return False
    # {% if reached("observability.tracing") %}
    if delivery.state == Fate.WAITING:
        said = delivery.announcement
        with doing("webhook", said.topic, via=said.via):
            answer = send(delivery)
        record(delivery, answer)
    # {% else %}
    if delivery.state == Fate.WAITING:
        record(delivery, send(delivery))
    # {% endif %}
    return True


@transaction.atomic
def claim() -> Delivery | None:
    """Take the next delivery that is due and whose endpoint is not left alone, and count the attempt.

    Costs two statements, and one more if its endpoint is asked whether it is back. Uses index: delivery_due.
    """
    now = clock.now()
    due = Delivery.objects.filter(state=Fate.WAITING, due_at__lte=now, endpoint__is_active=True)
    awake = due.exclude(endpoint__resting_until__gt=now)
    found = awake.select_related("announcement", "endpoint").order_by("due_at", "id")
    delivery = found.select_for_update(of=("self",), skip_locked=True).first()
    if delivery is None or not may_try(delivery.endpoint):
        return None
    if delivery.attempts >= PATIENCE.tries:  # the last one was begun and never ended
        end(delivery, Fate.DEAD)
        delivery.save(update_fields=ENDED)
        return delivery
    delivery.attempts += 1
    delivery.due_at = now + LEASE
    delivery.save(update_fields=["attempts", "due_at"])
    return delivery


def may_try(endpoint: Endpoint) -> bool:
    """Whether something may be sent to an endpoint now. Half open, one of all workers may, and says so."""
    now, before = clock.now(), breaker_of(endpoint)
    if before.circuit(now) == Circuit.CLOSED:
        return True
    ours = Endpoint.objects.filter(pk=endpoint.pk, resting_until=before.until)
    return ours.update(resting_until=before.probed(now, LEASE).until) == 1


def send(delivery: Delivery) -> Answer:
    """Sign a delivery and send it, in no transaction."""
    said, now = delivery.announcement, clock.now()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Shop-Webhooks/1",
        "webhook-id": said.public_id,
        "webhook-timestamp": str(unix(now)),
        "webhook-signature": sign(keys_of(delivery.endpoint), said.public_id, now, said.body),
    }
    return post(url=delivery.endpoint.url, body=said.body.encode(), headers=headers)


@transaction.atomic
def record(claimed: Delivery, answer: Answer) -> None:
    """Write what came of an attempt, for the delivery and for its endpoint."""
    endpoint = Endpoint.objects.select_for_update(no_key=True).get(pk=claimed.endpoint_id)
    ours = Delivery.objects.filter(pk=claimed.pk, state=Fate.WAITING, attempts=claimed.attempts)
    delivery = ours.select_for_update(no_key=True).first()
    if delivery is None:  # we were so slow that somebody else has it
        return
    then = breaker_of(claimed.endpoint)
    remember(endpoint, breaker_of(endpoint).learnt(answer.good, then, clock.now(), LIMITS))
    delivery.status, delivery.why = answer.status, answer.why
    if answer.good:
        end(delivery, Fate.DONE)
    elif answer.status == GONE or delivery.attempts >= PATIENCE.tries:
        end(delivery, Fate.DEAD)
    else:
        delivery.due_at = clock.now() + max(PATIENCE.pause(delivery.attempts), answer.after)
    delivery.save(update_fields=ENDED)
    if answer.status == GONE:
        switch_off(endpoint)


def switch_off(endpoint: Endpoint) -> None:
    """It has said that it wants nothing any more: it gets nothing, and what waited for it is dead."""
    endpoint.is_active, endpoint.why_off = False, f"It answered {GONE} on {clock.now():%Y-%m-%d}."
    endpoint.save(update_fields=["is_active", "why_off"])
    waiting = Delivery.objects.filter(endpoint=endpoint, state=Fate.WAITING)
    waiting.update(state=Fate.DEAD, finished_at=clock.now(), why="Its endpoint is gone.")


def breaker_of(endpoint: Endpoint) -> Breaker:
    """An endpoint's circuit breaker."""
    return Breaker(endpoint.failures, endpoint.openings, endpoint.resting_until)


def remember(endpoint: Endpoint, now: Breaker) -> None:
    """Keep an endpoint's circuit breaker. Its row must be held."""
    if now != breaker_of(endpoint):
        endpoint.failures, endpoint.openings, endpoint.resting_until = now.failures, now.openings, now.until
        endpoint.save(update_fields=["failures", "openings", "resting_until"])


def end(delivery: Delivery, state: Fate) -> None:
    """No worker tries it any more."""
    delivery.state, delivery.finished_at = state, clock.now()
