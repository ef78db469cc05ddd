"""What can go wrong, as a client sees it: one table of problem types, and the answer each becomes (RFC 9457).

A refusal is a `ShopError`, whether a domain or the protocol refuses. Its `code` names its type for programs
and never changes; its title is the same each time; its detail tells of this one time.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from django.http import JsonResponse
from django.utils.module_loading import autodiscover_modules

from shop.core.errors import ShopError

MEDIA_TYPE = "application/problem+json"
# A type is a reference with a full path: the same text on every host, and it leads to its explanation.
DOCUMENTED_AT = "/api/problems/"


@dataclass(frozen=True)
class ProblemType:
    """One line of the table."""

    code: str
    status: int
    title: str
    meaning: str

    @property
    def uri(self) -> str:
        """What stands as `type` in an answer."""
        return f"{DOCUMENTED_AT}#{self.code}"


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field or parameter."""

    field: str
    code: str
    detail: str


class ApiError(ShopError):
    """A refusal that says more than a domain knows: which fields, and which headers.

    Args:
        errors: what is wrong, field by field.
        headers: what the protocol wants to be said along, such as `Allow`.
    """

    def __init__(
        self,
        *,
        found: str,
        do: str,
        expected: str = "",
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(found=found, do=do, expected=expected)
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


class BadRequest(ApiError):
    """The request breaks a rule of HTTP or JSON, so nobody could read what it asks."""

    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "The request could not be read."
    status: ClassVar[int] = 400


class InvalidValues(ApiError):
    """The request could be read, but values in it cannot be used; `errors` names each."""

    code: ClassVar[str] = "invalid-values"
    title: ClassVar[str] = "Some values cannot be used."
    status: ClassVar[int] = 400

    @classmethod
    def of(cls, wrong: Sequence[FieldError]) -> Self:
        """The refusal that names all that is wrong, and begins with the first."""
        found = f"{wrong[0].field}: {wrong[0].detail}"
        return cls(found=found, do="correct what `errors` names.", errors=wrong)


class NotAuthenticated(ApiError):
    """The address is for people who are signed in."""

    code: ClassVar[str] = "not-authenticated"
    title: ClassVar[str] = "Nobody is signed in."
    status: ClassVar[int] = 401


class Forbidden(ApiError):
    """Whoever asks may not do this. Asking again will not help."""

    code: ClassVar[str] = "forbidden"
    title: ClassVar[str] = "This is not allowed."
    status: ClassVar[int] = 403


class NotFound(ApiError):
    """Nothing is there, or nothing that whoever asks may see."""

    code: ClassVar[str] = "not-found"
    title: ClassVar[str] = "There is nothing at this address."
    status: ClassVar[int] = 404


class MethodNotAllowed(ApiError):
    """The address exists, but cannot do that; the header `Allow` says what it can."""

    code: ClassVar[str] = "method-not-allowed"
    title: ClassVar[str] = "The address does not know this method."
    status: ClassVar[int] = 405


class NotAcceptable(ApiError):
    """The header `Accept` excludes every form that this address has."""

    code: ClassVar[str] = "not-acceptable"
    title: ClassVar[str] = "There is no answer of the wanted kind."
    status: ClassVar[int] = 406


class UnsupportedMediaType(ApiError):
    """The body is of a kind that is not read here."""

    code: ClassVar[str] = "unsupported-media-type"
    title: ClassVar[str] = "The body's type is not supported."
    status: ClassVar[int] = 415


class TooManyRequests(ApiError):
    """One address on the network asks too often; the header `Retry-After` says when to come back."""

    code: ClassVar[str] = "too-many-requests"
    title: ClassVar[str] = "Too many requests."
    status: ClassVar[int] = 429


class InternalError(ApiError):
    """The shop made a mistake. `instance` names this one in its log; the request itself may be right."""

    code: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Something went wrong on our side."
    status: ClassVar[int] = 500


class Unavailable(ApiError):
    """Something that the shop needs does not answer. The header `Retry-After` says when to ask again."""

    code: ClassVar[str] = "unavailable"
    title: ClassVar[str] = "The shop cannot answer at the moment."
    status: ClassVar[int] = 503


def type_of(error: ShopError | type[ShopError]) -> ProblemType:
    """The line of the table that a refusal belongs to."""
    return ProblemType(error.code, error.status, error.title, meaning=inspect.getdoc(error) or "")


def problem_types() -> list[ProblemType]:
    """The whole table, by status and code: every refusal that the shop knows, whichever domain it is of."""
    # A domain whose errors nobody has imported yet would be missing, on some days and not on others.
    autodiscover_modules("errors")
    known = {type_of(error) for error in refusals(ShopError) if error.__module__.startswith("shop.")}
    return sorted(known, key=lambda one: (one.status, one.code))


def refusals(base: type[ShopError]) -> Iterator[type[ShopError]]:
    """Every class below a base that has a code, and so can be an answer."""
    for error in base.__subclasses__():
        if hasattr(error, "code"):
            yield error
        yield from refusals(error)


def problem(error: ShopError, instance: str = "") -> JsonResponse:
    """Make the answer that says what went wrong.

    Args:
        instance: names this one occurrence, for problems that people will want to look up.
    """
    kind = type_of(error)
    body: dict[str, Any] = {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": error.detail,
        "errors": [asdict(one) for one in getattr(error, "errors", ())],
    }
    if instance:
        body["instance"] = instance
    # What is wrong now may be right in a moment, and the sentences are in English whatever was asked for.
    headers = {"Cache-Control": "no-store", "Content-Language": "en", **getattr(error, "headers", {})}
    return JsonResponse(body, status=kind.status, content_type=MEDIA_TYPE, headers=headers)
