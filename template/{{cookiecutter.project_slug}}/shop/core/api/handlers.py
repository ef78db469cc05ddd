"""Where an error becomes an answer. Whatever goes wrong below `/api/`, a client reads one form of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any
from uuid import uuid4

from django.core import exceptions as django
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.log import log_response
from django.views import defaults
from redis import RedisError
from rest_framework import exceptions as drf
from rest_framework.request import Request
from rest_framework.views import APIView, set_rollback

from shop.core.api import problems
from shop.core.api.problems import FieldError, problem
from shop.core.errors import ShopError

PATIENCE = 5  # seconds: so long a database takes to be there again after a crash


@dataclass(frozen=True)
class Asked:
    """What was asked, and of which view."""

    request: Request
    view: APIView


def answer(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Turn what a view raised into a problem document. REST framework calls this for every error."""
    set_rollback()
    asked = Asked(context["request"], context["view"])
    refused = refusal(error, asked)
    if isinstance(refused, problems.InternalError | problems.Unavailable):
        return reported(error, refused, asked)
    return problem(refused)


def reported(error: Exception, refused: ShopError, asked: Asked) -> HttpResponse:
    """Tell the operators everything, and the client only by which name they will find it."""
    instance = uuid4().urn
    response = problem(refused, instance)
    about = (response.reason_phrase, asked.request.path, instance)
    log_response("%s: %s (%s)", *about, response=response, request=asked.request, exception=error)
    got_request_exception.send(sender=type(asked.view), request=asked.request)
    return response


@singledispatch
def refusal(error: Exception, asked: Asked) -> ShopError:
    """Say in the shop's own words what an exception means. What is not known here is a mistake of ours."""
    return problems.InternalError(
        found="an error that we did not expect.", do="try again later; if it stays, tell us the `instance`."
    )


# A server is away, or ended our line, or somebody waited too long for a lock. Asking again may help.
@refusal.register(OperationalError)
@refusal.register(InterfaceError)
@refusal.register(RedisError)
def _(error: Exception, asked: Asked) -> ShopError:
    return problems.Unavailable(
        found="a server of ours that does not answer.",
        do=f"ask again in {PATIENCE} seconds.",
        headers={"Retry-After": f"{PATIENCE}"},
    )


@refusal.register
def _(error: ShopError, asked: Asked) -> ShopError:
    return error


@refusal.register(Http404)
@refusal.register(drf.NotFound)
def _(error: Exception, asked: Asked) -> ShopError:
    return nothing_at(asked.request.path)


@refusal.register(django.BadRequest)
@refusal.register(django.SuspiciousOperation)
@refusal.register(drf.ParseError)
def _(error: Exception, asked: Asked) -> ShopError:
    # Parsers say in plain words what they met; Django's own errors may quote what nobody should see.
    found = str(error) if isinstance(error, drf.ParseError) else "a request that breaks a rule of HTTP."
    return problems.BadRequest(found=found, do="check the body, the headers and the address, then ask again.")


@refusal.register
def _(error: drf.ValidationError, asked: Asked) -> ShopError:
    return problems.InvalidValues.of(list(by_field(error.get_full_details())))


@refusal.register(drf.NotAuthenticated)
@refusal.register(drf.AuthenticationFailed)
def _(error: drf.APIException, asked: Asked) -> ShopError:
    found, do = "a request of nobody who is signed in.", "sign in, then ask again."
    if challenge := getattr(error, "auth_header", None):
        return problems.NotAuthenticated(found=found, do=do, headers={"WWW-Authenticate": challenge})
    # Without a scheme to name, 401 would break HTTP's rules; so REST framework says 403, and so do we.
    return problems.Forbidden(found=found, do=do)


@refusal.register(django.PermissionDenied)
@refusal.register(drf.PermissionDenied)
def _(error: Exception, asked: Asked) -> ShopError:
    return problems.Forbidden(found="an account without the right to do this.", do="ask somebody who has it.")


@refusal.register
def _(error: drf.MethodNotAllowed, asked: Asked) -> ShopError:
    allowed = ", ".join(asked.view.allowed_methods)
    return problems.MethodNotAllowed(
        found=f"{asked.request.method}.", expected=f"{allowed}.", do="use one of these."
    )


@refusal.register
def _(error: drf.NotAcceptable, asked: Asked) -> ShopError:
    return problems.NotAcceptable(
        found=f"`Accept: {asked.request.headers.get('Accept', '')}`.",
        expected=f"{kinds(renderer.media_type for renderer in asked.view.renderer_classes)}.",
        do="send another `Accept`, or none.",
    )


@refusal.register
def _(error: drf.UnsupportedMediaType, asked: Asked) -> ShopError:
    return problems.UnsupportedMediaType(
        found=f"`Content-Type: {asked.request.content_type}`.",
        expected=f"{kinds(parser.media_type for parser in asked.view.parser_classes)}.",
        do="send the body in that form and say so.",
    )


@refusal.register
def _(error: drf.Throttled, asked: Asked) -> ShopError:
    wait = str(getattr(error, "wait", None) or 1)
    return problems.TooManyRequests(
        found="more requests from your address than we answer in this time.",
        do=f"ask again in {wait} seconds.",
        headers={"Retry-After": wait},
    )


def kinds(names: Iterator[str | None]) -> str:
    """Media types as a text."""
    return ", ".join(name or "*/*" for name in names)


def nothing_at(path: str) -> problems.NotFound:
    """Say that there is nothing."""
    return problems.NotFound(found=f"nothing at {path}", do="check the address, letter by letter.")


def by_field(details: Any, path: str = "") -> Iterator[FieldError]:
    """Give the errors of a nested validation one by one, each with its dotted path: `lines.0.quantity`."""
    match details:
        case {"message": str(message), "code": str(code)}:
            yield FieldError(field=path, code=code, detail=message)
        case dict():
            for name, inner in details.items():
                yield from by_field(inner, f"{path}.{name}".strip("."))
        case list():
            # A list of messages belongs to one field; a list of forms has one entry for each item.
            leaf = all(isinstance(inner.get("message"), str) for inner in details)
            for number, inner in enumerate(details):
                yield from by_field(inner, path if leaf else f"{path}.{number}".strip("."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for Django itself when it refuses a request before any view sees it."""
    if not request.path.startswith("/api/"):
        return defaults.bad_request(request, exception)
    refused = problems.BadRequest(
        found="a request that breaks a rule of HTTP.", do="check the headers and the address, then ask again."
    )
    return problem(refused)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for Django itself when something breaks outside every view. It has been logged already."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    refused = problems.InternalError(found="an error that we did not expect.", do="try again later.")
    return problem(refused, instance=uuid4().urn)
