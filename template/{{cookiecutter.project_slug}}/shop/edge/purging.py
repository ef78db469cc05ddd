"""Tell whoever keeps our pages that some are old."""

import json
from collections.abc import Sequence

from django.conf import settings

from shop.webhooks.sending import post


class NotPurged(Exception):
    """Nobody said that it is done. The outbox tries again."""


def purge(keys: Sequence[str]) -> None:
    """Have all pages of these names made anew. The names stand where Fastly reads them, and Cloudflare.

    It goes out as webhooks do: to public addresses alone, in no transaction, with an end.

    Raises:
        NotPurged: it was refused, or nobody answered.
    """
    key = settings.EDGE_PURGE_KEY
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {key}",
        "Fastly-Key": key,
        "Surrogate-Key": " ".join(keys),
    }
    body = json.dumps({"tags": list(keys)}).encode()
    answer = post(url=settings.EDGE_PURGE_URL, body=body, headers=headers)
    if not answer.good:
        raise NotPurged(f"Found: {answer.status or answer.why}.")
