"""Addresses that answer each person otherwise: whoever asks is looked at, and nobody keeps the answer."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import IsAdminUser
from rest_framework.request import Request

from shop.core.api.unkept import UnkeptApi

NO_STORE = OpenApiParameter(
    "Cache-Control",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    description="`no-store`: the answer is for whoever asked.",
)


class PrivateApi(UnkeptApi):
    """An address that is not for everybody. Its subclass says for whom, by `permission_classes`."""

    authentication_classes: Any = (SessionAuthentication,)
    # Forgetting must be safe here too.
    permission_classes: Any = (IsAdminUser,)

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Scripts of other sites do not read what is here."""
        headers = super().default_response_headers
        del headers["Access-Control-Allow-Origin"]
        return headers

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say first what can be done here at all, and then whether who asks may do it."""
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(request.method or "")
        super().initial(request, *args, **kwargs)
