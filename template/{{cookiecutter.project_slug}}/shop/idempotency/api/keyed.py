"""Answer a request once: what was answered to its key is answered again, whatever would come of it now."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from shop.core.api.problems import MEDIA_TYPE, problem
from shop.core.errors import ShopError
from shop.idempotency.errors import AskAgain, KeyInFlight, KeyMissing
from shop.idempotency.fingerprint import fingerprint
from shop.idempotency.models import IdempotencyKey
from shop.idempotency.services import keep_answer, reach_point, release_key, take_key

HEADER = "Idempotency-Key"
SHAPE = r"^[!-~]{1,100}$"
IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": SHAPE, "minLength": 1, "maxLength": 100},
    OpenApiParameter.HEADER,
    required=True,
    description="A random text that stands for this one wish. Send it again with each attempt.",
)
Reached = Callable[[str], None]


@dataclass(frozen=True)
class Answer:
    """What is answered.

    Attributes:
        is_final: whether the same request will always be answered so. What is not final is not kept.
    """

    body: Any
    status: int = 200
    is_final: bool = True


def once(
    request: Request, principal: str, work: Callable[[Reached], Answer], shown: Callable[[Any], Any]
) -> HttpResponse:
    """Do a request's work once for its key, or answer as before.

    A refusal is an answer too, and kept: who wants another one sends another request. What broke down is
    none; the next attempt goes on.

    Args:
        principal: whose keys these are.
        work: does it, and says how far it is.
        shown: puts into an answer what must not be kept, such as keys.

    Raises:
        KeyMissing, KeyInFlight, KeyUsedOtherwise: as these say.
        ShopError: what the work refuses.
    """
    asked = fingerprint(request.method or "", request.path, request.data)
    row = take_key(principal=principal, key=key_of(request), fingerprint=asked)
    if row.is_answered:
        return again(row, shown)
    try:
        answer = work(lambda point: reach_point(row=row, point=point))
    except (AskAgain, KeyInFlight):
        release_key(row=row)
        raise
    except ShopError as refusal:
        keep_answer(row=row, status=refusal.status, body=json.loads(problem(refusal).content))
        raise
    except Exception:
        release_key(row=row)
        raise
    if answer.is_final:
        keep_answer(row=row, status=answer.status, body=answer.body)
    else:
        release_key(row=row)
    return Response(shown(answer.body), answer.status)


def again(row: IdempotencyKey, shown: Callable[[Any], Any]) -> HttpResponse:
    """The answer that was kept."""
    headers = {"Idempotent-Replayed": "true"}
    if (row.status or 0) >= 400:
        headers |= {"Content-Language": "en"}
        return JsonResponse(row.body, status=row.status, content_type=MEDIA_TYPE, headers=headers)
    return Response(shown(row.body), row.status, headers=headers)


def key_of(request: Request) -> str:
    """The key that a client has sent.

    Raises:
        KeyMissing: none, or nothing that could be one.
    """
    key = request.headers.get(HEADER, "")
    if not re.fullmatch(SHAPE, key):
        raise KeyMissing
    return key
