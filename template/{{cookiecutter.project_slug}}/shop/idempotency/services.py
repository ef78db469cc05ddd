"""Take a key, say how far one is, keep the answer, and let old ones go."""

from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from shop.core import clock
from shop.idempotency.errors import KeyInFlight, KeyUsedOtherwise
from shop.idempotency.models import IdempotencyKey

# So long somebody may say nothing before they are taken for dead: longer than the slowest single step, and
# shorter than a shopper's patience.
LEASE = timedelta(seconds=30)
# So long an answer is kept: clients that retry do so within minutes, and the careful ones within a day.
KEPT = timedelta(days=1)
BATCH = 1000
# When to ask again, in seconds. Mostly, whoever works on it is done by then, and who asks each second finds
# out soon enough that a dead one's time is over.
WAIT = 1


@transaction.atomic(durable=True)
def take_key(*, principal: str, key: str, fingerprint: str) -> IdempotencyKey:
    """Begin a request, or find what became of it. Costs a transaction of two statements, or three.

    Whoever gets a row that is not answered does the work; `point` says how far somebody came who died.

    Raises:
        KeyUsedOtherwise: the key stands for another request.
        KeyInFlight: somebody works on it.
        RuntimeError: a transaction is open. Nobody else would see the key before that ends.
    """
    now, holder = clock.now(), token_hex(16)
    mine = IdempotencyKey(principal=principal, key=key, fingerprint=fingerprint, holder=holder)
    mine.held_until = now + LEASE
    # Looking first would not do: of fifty who look at once, fifty find nothing. The constraint lets one in.
    IdempotencyKey.objects.bulk_create([mine], ignore_conflicts=True)
    row = IdempotencyKey.objects.select_for_update().get(principal=principal, key=key)
    if row.holder == holder:
        return row
    if row.fingerprint != fingerprint:
        raise KeyUsedOtherwise
    if row.is_answered:
        return row
    if row.is_held(now):
        raise KeyInFlight(WAIT)
    row.holder, row.held_until = holder, now + LEASE
    row.save(update_fields=["holder", "held_until"])
    return row


def reach_point(*, row: IdempotencyKey, point: str) -> None:
    """Say how far the work has come; who says so is alive for another while. Costs one statement.

    Raises:
        KeyInFlight: somebody else has taken over meanwhile. Leave it to them.
    """
    row.point, row.held_until = point, clock.now() + LEASE
    if not still_mine(row).update(point=row.point, held_until=row.held_until):
        raise KeyInFlight(WAIT)


def keep_answer(*, row: IdempotencyKey, status: int, body: Any) -> None:
    """Keep the answer for whoever asks again. Costs one statement.

    Of two who both believed the other dead, the first one's answer is kept.
    """
    if still_mine(row).update(status=status, body=body, held_until=None):
        row.status, row.body, row.held_until = status, body, None


def release_key(*, row: IdempotencyKey) -> None:
    """Leave a request to the next attempt, which need not wait until somebody is taken for dead."""
    still_mine(row).update(held_until=None)


def reap_keys() -> int:
    """Forget the keys of the day before, so many at once that no lock is long; gives how many.

    One that somebody works on is left alone, however old it is.
    """
    gone = 0
    while True:
        now = clock.now()
        old = IdempotencyKey.objects.filter(created_at__lte=now - KEPT).exclude(held_until__gt=now)
        batch = list(old.order_by("created_at").values_list("pk", flat=True)[:BATCH])
        gone += old.filter(pk__in=batch).delete()[0]
        if len(batch) < BATCH:
            return gone


def still_mine(row: IdempotencyKey) -> "QuerySet[IdempotencyKey]":
    """The row, if nobody else has taken it over and nothing was answered."""
    return IdempotencyKey.objects.filter(pk=row.pk, holder=row.holder, status=None)
