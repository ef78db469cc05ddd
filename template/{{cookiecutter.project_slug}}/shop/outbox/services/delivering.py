"""Do a consumer's work for an event, so that its effect is there once."""

import logging
from datetime import timedelta

from django.db import transaction

from shop.core import clock
from shop.core.alone import alone
from shop.core.backoff import Patience
# {% if reached("observability.logs") %}
from shop.core.observing import ends
# {% endif %}
from shop.core.outside import outside
# {% if reached("observability.logs") %}
from shop.logs.context import note
# {% endif %}
from shop.outbox.errors import GiveUp
from shop.outbox.models import Delivery, State
from shop.outbox.subscriptions import subscriptions

logger = logging.getLogger(__name__)

# The last attempt comes after five hours on average: a mail server may be away for an evening.
RETRIES = Patience(base=timedelta(seconds=4), most=timedelta(hours=1), tries=20)
SHOWN = 500  # characters of an error


def deliver(*, delivery: int) -> None:
    """Do what a delivery is for, unless it is done. Costs five statements and what the work costs.

    It may be called twice, twice at once, or after the work is done: messages come at least once. What fails
    is tried again later, and given up in the end; that is written down and not raised.
    """
    with alone(f"outbox.delivery.{delivery}") as mine:
        # If somebody else is at it and dies, the message comes again.
        if not mine or (begun := begin(delivery)) is None:
            return
        try:
            work(begun)
        except Exception as error:  # noqa: BLE001 - whatever the work raises, it is tried again
            note_failure(begun, error)


def begin(delivery: int) -> Delivery | None:
    """Count an attempt before it is made: work that kills its worker is given up, too. None if it is done."""
    waiting = Delivery.objects.filter(pk=delivery, state=State.WAITING)
    begun = waiting.select_related("event").first()
    if begun is None:
        return None
    if begun.attempts >= RETRIES.tries:
        end(begun, State.DEAD, begun.error or "Its worker died, each time.")
        return None
    # {% if reached("observability.logs") %}
    if order := begun.event.payload.get("order"):
        note(order=order)
    # {% endif %}
    begun.attempts += 1
    waiting.update(attempts=begun.attempts, due_at=clock.now() + patience(begun))
    return begun


def patience(begun: Delivery) -> timedelta:
    """After how long without a word its worker is dead."""
    known = subscriptions().get(begun.consumer)
    return (known.limit if known else timedelta()) + RETRIES.limit(begun.attempts)


def work(begun: Delivery) -> None:
    """Do it, and note that it is done.

    Raises:
        LookupError: nobody has the consumer's name, in this version of the store.
    """
    subscription = subscriptions()[begun.consumer]
    if subscription.outside:
        # Between these two lines lies the moment in which a death does it twice.
        with outside(begun.consumer):
            subscription.work(begun.event)
        end(begun, State.DONE)
        return
    with transaction.atomic():
        subscription.work(begun.event)
        end(begun, State.DONE)


def end(begun: Delivery, state: State, error: str = "") -> None:
    """Note that nothing more will be done."""
    Delivery.objects.filter(pk=begun.pk).update(
        state=state, due_at=None, ended_at=clock.now(), error=error[:SHOWN]
    )


def note_failure(begun: Delivery, error: Exception) -> None:
    """Have it tried again later, or give it up."""
    said = f"{type(error).__name__}: {error}"
    gives_up = begun.attempts >= RETRIES.tries or isinstance(error, GiveUp)
    logger.log(
        logging.ERROR if gives_up else logging.WARNING,
        "%s failed (attempt %d of %d): %s",
        begun.consumer,
        begun.attempts,
        RETRIES.tries,
        type(error).__name__,
        exc_info=error,
    )
    # {% if reached("observability.logs") %}
    ends("dead" if gives_up else "failed")
    # {% endif %}
    if gives_up:
        end(begun, State.DEAD, said)
        return
    due = clock.now() + RETRIES.pause(begun.attempts)
    Delivery.objects.filter(pk=begun.pk).update(due_at=due, error=said[:SHOWN])
