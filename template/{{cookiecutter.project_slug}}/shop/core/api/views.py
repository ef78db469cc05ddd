"""What the views of an API have in common."""

from collections.abc import Collection
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import override
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from shop.core.api.caching import keepable
from shop.core.api.parameters import refuse_unknown, refuse_unusable


class PublicApi(APIView):
    """An address that anybody may read. It does not look who asks, so one answer serves everybody."""

    http_method_names = ["get", "head"]
    authentication_classes = ()
    permission_classes = (AllowAny,)
    # {% if reached("catalog-api.throttling") %}
    throttle_scope = "read"
    # {% endif %}

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Let scripts of any site read what anybody may read: nobody is known here, so nothing can leak."""
        return {**super().default_response_headers, "Access-Control-Allow-Origin": "*"}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Speak one language: programs read what goes wrong, and what they log should be found again."""
        with override("en"):
            return super().dispatch(request, *args, **kwargs)

    # {% if reached("catalog-api.filters") %}
    def parameters(self) -> Collection[str]:
        """The names of the query parameters that this address understands."""
        return ()

    def repeatable(self) -> Collection[str]:
        """Those of them that may be given several times."""
        return ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters that would be left unread, or read in two ways."""
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, self.parameters())
        refuse_unusable(request.query_params, self.repeatable())

    # {% endif %}
    # {% if reached("catalog-api.conditional-requests") %}
    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Let others keep the answer, for it is the same for everybody."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        return cast(Response, keepable(request, answer))

    # {% endif %}
    def shown(self, output: type[Serializer[Any]], found: Any, *, many: bool = False) -> Any:
        """What was found, in the shape that an answer has; addresses in it are whole."""
        return output(found, many=many, context={"request": self.request}).data


class NowhereApi(PublicApi):
    """Answers where nothing is: with a problem, or with the way to the same address and its slash.

    Django would do both with pages for people, the first in production only.
    """

    schema = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead on who left out the slash; 308 keeps the method and the body, and 301 would not."""
        if not request.path.endswith("/") and leads_somewhere(f"{request.path_info}/"):
            there = request.get_full_path(force_append_slash=True)
            return HttpResponsePermanentRedirect(there, preserve_request=True)
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse whatever is asked, by whichever method."""
        raise Http404


def leads_somewhere(path: str) -> bool:
    """Whether an address has a view of its own."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return getattr(view, "cls", None) is not NowhereApi
