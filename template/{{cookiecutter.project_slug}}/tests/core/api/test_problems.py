"""Whatever goes wrong, a client reads one kind of document, and nothing that is not its business."""

import json
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from redis import ConnectionError as RedisIsAway
from rest_framework import exceptions as drf
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.core.api import handlers
from shop.core.api.problems import problem_types
from shop.core.errors import ShopError


class KilnIsHot(ShopError):
    """The kiln cannot be opened while it is hot."""

    code = "kiln-is-hot"
    title = "The kiln is hot."
    status = 409


class LineInput(serializers.Serializer[Any]):
    quantity = serializers.IntegerField(min_value=1)


class OrderInput(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=5)
    lines = LineInput(many=True)


ERRORS: dict[str, Exception] = {
    "shop": KilnIsHot(found="900 degrees.", expected="at most 80 degrees.", do="wait until morning."),
    "missing": Http404("secret name of a row"),
    "denied": PermissionDenied("secret reason"),
    "suspicious": SuspiciousOperation("secret value"),
    "signed-out": drf.NotAuthenticated(),
    "throttled": drf.Throttled(wait=7.2),
    "broken": RuntimeError("secret password in a message"),
    "database": OperationalError("secret address of a server"),
    "line": InterfaceError("secret state of a connection"),
    "cache": RedisIsAway("secret address of a server"),
}


class RaiseApi(APIView):
    permission_classes = [AllowAny]
    authentication_classes = []

    def get(self, request: Request, name: str) -> Response:
        raise ERRORS[name]

    def post(self, request: Request, name: str) -> Response:
        OrderInput(data=request.data).is_valid(raise_exception=True)
        return Response()


class ForStaffApi(APIView):
    """It does not say who may ask."""

    def get(self, request: Request) -> Response:
        return Response({})


def page(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("secret value")


urlpatterns = [
    path("api/raise/<str:name>/", RaiseApi.as_view()),
    path("api/for-staff/", ForStaffApi.as_view()),
    path("api/plain/", page),
    path("page/", page),
]
handler400 = handlers.bad_request
handler500 = handlers.server_error

pytestmark = pytest.mark.urls(__name__)


def said(answer: Any) -> dict[str, Any]:
    """The problem that an answer carries, after a look at what all of them share."""
    body: dict[str, Any] = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Language"] == "en"
    assert body["status"] == answer.status_code
    assert "secret" not in answer.content.decode()
    return body


def test_what_a_domain_refuses_is_told_in_its_own_words(client: Client) -> None:
    answer = client.get("/api/raise/shop/")

    assert said(answer) == {
        "type": "/api/problems/#kiln-is-hot",
        "title": "The kiln is hot.",
        "status": 409,
        "detail": "Found: 900 degrees.\nExpected: at most 80 degrees.\nDo: wait until morning.",
        "errors": [],
    }


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("missing", 404, "not-found"),
        ("denied", 403, "forbidden"),
        ("suspicious", 400, "bad-request"),
        ("signed-out", 403, "forbidden"),
        ("throttled", 429, "too-many-requests"),
    ],
)
def test_what_the_frameworks_raise_has_a_type_too(client: Client, name: str, status: int, code: str) -> None:
    answer = client.get(f"/api/raise/{name}/")

    assert answer.status_code == status
    assert said(answer)["type"] == f"/api/problems/#{code}"


def test_who_asks_too_often_learns_when_to_come_back(client: Client) -> None:
    assert client.get("/api/raise/throttled/").headers["Retry-After"] == "8"


def test_a_method_that_is_not_there(client: Client) -> None:
    answer = client.delete("/api/raise/shop/")

    assert answer.status_code == 405
    assert (
        said(answer)["detail"] == "Found: DELETE.\nExpected: GET, POST, HEAD, OPTIONS.\nDo: use one of these."
    )
    assert answer.headers["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_a_kind_of_answer_that_is_not_there(client: Client) -> None:
    answer = client.get("/api/raise/shop/", headers={"Accept": "text/html"})

    assert answer.status_code == 406
    assert said(answer)["detail"].startswith("Found: `Accept: text/html`.\nExpected: application/json.")


def test_a_body_of_a_kind_that_is_not_read(client: Client) -> None:
    answer = client.post("/api/raise/shop/", "<order/>", content_type="application/xml")

    assert answer.status_code == 415
    assert said(answer)["detail"].startswith("Found: `Content-Type: application/xml`.")


def test_a_body_that_is_not_json(client: Client) -> None:
    answer = client.post("/api/raise/shop/", '{"note": ', content_type="application/json")

    assert answer.status_code == 400
    assert said(answer)["type"] == "/api/problems/#bad-request"
    assert "JSON parse error" in said(answer)["detail"]


def test_wrong_values_are_named_field_by_field(client: Client) -> None:
    order = {"note": "far too long", "lines": [{"quantity": 1}, {"quantity": 0}]}

    answer = client.post("/api/raise/shop/", order, content_type="application/json")

    assert answer.status_code == 400
    assert said(answer)["type"] == "/api/problems/#invalid-values"
    assert [(wrong["field"], wrong["code"]) for wrong in said(answer)["errors"]] == [
        ("note", "max_length"),
        ("lines.1.quantity", "min_value"),
    ]


def test_our_own_mistake_is_told_to_the_operators_alone(client: Client, caplog: Any) -> None:
    client.raise_request_exception = False

    answer = client.get("/api/raise/broken/")

    instance = said(answer)["instance"]
    assert answer.status_code == 500
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", instance)
    (record,) = caplog.records
    assert instance in record.getMessage()
    assert "secret password in a message" in str(record.exc_info)


@pytest.mark.parametrize("away", ["database", "line", "cache"])
def test_who_meets_a_server_that_is_away_is_told_when_to_come_back(
    client: Client, caplog: Any, away: str
) -> None:
    client.raise_request_exception = False

    answer = client.get(f"/api/raise/{away}/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert said(answer)["type"] == "/api/problems/#unavailable"
    assert "secret" not in answer.content.decode()
    (record,) = caplog.records
    assert said(answer)["instance"] in record.getMessage()


def test_in_tests_our_own_mistake_is_raised(client: Client) -> None:
    with pytest.raises(RuntimeError, match="secret password"):
        client.get("/api/raise/broken/")


def test_what_django_refuses_before_any_view_is_a_problem_below_api_only(client: Client) -> None:
    assert said(client.get("/api/plain/"))["type"] == "/api/problems/#bad-request"
    assert client.get("/page/").headers["Content-Type"].startswith("text/html")


def test_what_breaks_outside_every_view_is_a_problem_below_api_only(rf: Any) -> None:
    assert said(handlers.server_error(rf.get("/api/x/")))["type"] == "/api/problems/#internal-error"
    assert handlers.server_error(rf.get("/page/")).headers["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_an_address_that_does_not_say_who_may_ask_is_for_staff(
    client: Client, django_user_model: Any
) -> None:
    assert client.get("/api/for-staff/").status_code == 403

    client.force_login(django_user_model.objects.create_user("customer@example.com"))
    assert client.get("/api/for-staff/").status_code == 403

    client.force_login(django_user_model.objects.create_user("staff@example.com", is_staff=True))
    assert client.get("/api/for-staff/").status_code == 200


def test_a_challenge_makes_it_a_401(rf: Any) -> None:
    error = drf.NotAuthenticated()
    error.auth_header = "Bearer"  # type: ignore[attr-defined]
    view = RaiseApi()

    answer = handlers.answer(error, {"request": Request(rf.get("/api/x/")), "view": view})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_table_names_each_type_once_and_explains_it() -> None:
    table = problem_types()

    assert len({kind.code for kind in table}) == len(table)
    for kind in table:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code), kind
        assert 400 <= kind.status <= 599, kind
        assert kind.title.endswith("."), kind
        assert kind.meaning, kind


def test_what_tests_raise_is_not_in_the_table() -> None:
    assert "kiln-is-hot" not in {kind.code for kind in problem_types()}
