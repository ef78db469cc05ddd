"""From the database's refusals to the shop's: the name of a broken constraint tells which rule it was."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from shop.core.errors import ShopError


@contextmanager
def refusing(rules: Mapping[str, ShopError]) -> Iterator[None]:
    """Turn a broken constraint into the refusal that stands for it. Looking first would not do: between the
    look and the write, somebody else writes.

    Args:
        rules: refusals by the name of their constraint.

    Raises:
        ShopError: one of these.
        IntegrityError: another constraint was broken, which is a mistake in the code.
    """
    try:
        # A failed statement spoils its transaction; this one is its own, so that the caller's goes on.
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refusal = rules.get(constraint_of(error))
        if refusal is None:
            raise
        raise refusal from error


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that was broken, or nothing."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
