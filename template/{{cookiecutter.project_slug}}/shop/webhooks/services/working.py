"""Do what the messages that came ask for. Any number of workers may do this at once.

An attempt has two transactions. The first counts it and puts it off, in case that its worker dies. The second
holds the message, runs the handler, and writes what came of it: the effect and "done" are one commit.
"""

import logging
from datetime import timedelta

from django.db import transaction

from shop.core import clock
from shop.core.backoff import Patience
from shop.webhooks import sources
from shop.webhooks.models import Incoming, State
from shop.webhooks.sources import Message, Source, Told
from shop.webhooks.waiting import NotYet

logger = logging.getLogger(__name__)

# Twelve attempts in up to five hours: long enough for a database that moves, and it is seen the same day.
FAILURES = Patience(base=timedelta(seconds=10), most=timedelta(hours=2), tries=12)
# What must come before it is mostly on its way already. It is waited for without counting as a failure.
WAITS = Patience(base=timedelta(seconds=5), most=timedelta(minutes=10), tries=30)
# If nothing is heard of a worker for so long, another may try. A handler that takes longer keeps its message
# all the same: it holds the row.
LEASE = timedelta(minutes=1)
ENDED = ["state", "kind", "version", "attempts", "waits", "due_at", "finished_at", "why"]


def work_incoming() -> bool:
    """Try the message that has been due for the longest; gives whether there was one."""
    claimed = claim()
    if claimed is not None and claimed.state == State.WAITING:
        attempt(claimed)
    return claimed is not None


@transaction.atomic
def claim() -> Incoming | None:
    """Take the next message that is due and that nobody holds, and count the attempt before it is made.

    Costs two statements, however many wait. Uses index: incoming_due.
    """
    due = Incoming.objects.filter(state=State.WAITING, due_at__lte=clock.now()).order_by("due_at", "id")
    message = due.select_for_update(skip_locked=True, no_key=True).first()
    if message is None:
        return None
    if message.attempts >= FAILURES.tries:  # the last one was begun and never ended
        end(message, State.DEAD, message.why or "The worker ended in the middle of each attempt.")
        message.save(update_fields=ENDED)
        return message
    message.attempts += 1
    message.due_at = clock.now() + LEASE
    message.save(update_fields=["attempts", "due_at"])
    return message


@transaction.atomic
def attempt(claimed: Incoming) -> None:
    """Run a message's handler, and write what came of it in the same transaction."""
    ours = Incoming.objects.filter(pk=claimed.pk, state=State.WAITING, attempts=claimed.attempts)
    message = ours.select_for_update(no_key=True).first()
    if message is None:  # we were so slow that somebody else has it
        return
    try:
        # What a handler has written before it failed is taken back; the verdict below is not.
        with transaction.atomic():
            handle(message)
    except NotYet as missing:
        wait(message, str(missing))
    except Exception as error:
        logger.exception("A handler failed: %s.", message)
        fail(message, error)
    message.save(update_fields=ENDED)


def handle(message: Incoming) -> None:
    """Read a message and hand it to whom it concerns. What nobody knows is set aside, and is no failure."""
    source = sources.find(message.source)
    if source is None:
        end(message, State.ASIDE, "Nobody of this name is registered any more.")
        return
    told = read(source, message)
    handler = source.handlers.get((told.kind, told.version))
    message.kind, message.version = storable(told.kind)[:100], storable(told.version)[:40]
    if handler is None:
        end(message, State.ASIDE, "No handler for this kind and version.")
        return
    handler(Message(source.name, message.message_id, told.kind, told.version, told.data, message.received_at))
    end(message, State.DONE, "")


def read(source: Source, message: Incoming) -> Told:
    """What a message says.

    Raises:
        Exception: whatever its source's reader raises for what it cannot read.
    """
    return source.read(bytes(message.body), message.headers)


def wait(message: Incoming, missing: str) -> None:
    """Something must come before it. That is nobody's failure, up to a limit."""
    message.attempts -= 1
    message.waits += 1
    message.why = storable(missing)[:500]
    message.due_at = clock.now() + WAITS.pause(message.waits)
    if message.waits >= WAITS.tries:
        end(message, State.DEAD, f"It waited {message.waits} times. {missing}")


def fail(message: Incoming, error: Exception) -> None:
    """It went wrong. It is tried again later, or a person has to look."""
    message.why = storable(f"{type(error).__name__}: {error}")[:500]
    message.due_at = clock.now() + FAILURES.pause(message.attempts)
    if message.attempts >= FAILURES.tries:
        end(message, State.DEAD, message.why)


def end(message: Incoming, state: State, why: str) -> None:
    """No worker tries it any more."""
    message.state, message.why, message.finished_at = state, storable(why)[:500], clock.now()


def storable(text: str) -> str:
    """A text that the database can keep: strangers write signs into JSON that are none."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "?")
