"""Answers that may be kept: for how long, by whom, and how to ask whether they still hold.

The tag is made of the answer's own bytes, so it cannot be wrong: whatever changes in the answer changes it.
It saves the way back and not the work. What saves the work is that others may keep the answer for a minute; a
date would be cheaper than a tag, but no row knows when the last of all that stands in an answer has changed.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from rest_framework.response import Response

# What a 304 must say as well, so that scripts of other sites may use what they have kept.
SAID_AGAIN = ("Access-Control-Allow-Origin",)


def keepable(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let browsers and proxies keep a good answer for a while. Problems are left as they are: never kept."""
    if response.status_code != 200:
        return response
    response.headers["Cache-Control"] = f"public, max-age={settings.API_MAX_AGE}"
    if isinstance(response, Response) and not response.is_rendered:
        response.add_post_render_callback(partial(tagged, request))
        return response
    return tagged(request, response)


def tagged(request: HttpRequest, response: Any) -> HttpResponseBase:
    """Tag an answer, or say 304 where the client has it already."""
    set_response_etag(response)
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
    for name in SAID_AGAIN:
        answer.headers[name] = response.headers[name]
    return answer


def add_caching(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say in the API's description what may be kept. drf-spectacular calls this at the end."""
    text = {"schema": {"type": "string"}}
    result["components"]["headers"] = {
        "ETag": {**text, "description": "Names this very answer; send it back as `If-None-Match`."},
        "Cache-Control": {**text, "description": "How long anybody may keep the answer."},
    }
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Cache-Control")}
    result["components"]["responses"]["NotModified"] = {
        "description": "The answer with that `ETag` still holds.",
        "headers": headers,
    }
    asked = {
        **text,
        "name": "If-None-Match",
        "in": "header",
        "description": "The `ETag` of the answer you have.",
    }
    result["components"]["parameters"] = {"IfNoneMatch": asked}
    for operations in result["paths"].values():
        # {% if reached("carts.api") %}
        get = operations.get("get")
        if get is None or "headers" in get["responses"]["200"]:
            continue  # it is written to, or says itself what may be kept of it
        # {% else %}
        get = operations["get"]
        # {% endif %}
        get["responses"]["200"]["headers"] = headers
        get["responses"] = dict(
            sorted({**get["responses"], "304": {"$ref": "#/components/responses/NotModified"}}.items())
        )
        get["parameters"] = [*get.get("parameters", []), {"$ref": "#/components/parameters/IfNoneMatch"}]
    return result
