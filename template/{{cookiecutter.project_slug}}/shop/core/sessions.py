"""What needs a session of PostgreSQL to itself, and cannot have it through a pooler."""

from django.conf import settings


def refuse_pooled(what: str) -> None:
    """Raise RuntimeError if the session is another one after each transaction. Costs nothing.

    A lock of a session, or a limit that was set for it, would stay behind with a stranger: the next one to
    be lent that session has it, and whoever set it can never take it back.
    """
    if settings.DATABASE_POOLED:
        raise RuntimeError(
            "This needs a session of PostgreSQL to itself.\n"
            f"Found: {what}, through a pooler of transactions.\n"
            "Do: run it where DATABASE_URL leads to PostgreSQL itself, and DATABASE_POOLED is not set."
        )
