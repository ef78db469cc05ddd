"""Addresses whose answers are of one moment, or for one person."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.core.api.views import PublicApi


class UnkeptApi(PublicApi):
    """An address whose answers nobody keeps: the next one may be another."""

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Say so, where other public addresses say for how long an answer may be kept."""
        answer = APIView.finalize_response(self, request, response, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        return answer
