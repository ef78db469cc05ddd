"""Every address of the store is asked by everybody. Whoever adds one has to say who may do what there."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.addresses import ANY, METHODS, PEOPLE, Row, stand, table
from tests.builders import a_colleague, a_user

pytestmark = pytest.mark.django_db

ROWS = table()
ADMIN = "admin/"


def routes(under: Any = None, before: str = "") -> Iterator[str]:
    """Every address that the store has, as it is written in `urls.py`."""
    for one in (under or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        elif isinstance(one, URLPattern):
            yield route


def lists_of_the_admin() -> list[str]:
    """The names of the admin's lists, `app_model_changelist`; its other pages have tests where they are."""
    pages = [one for part in admin.site.urls[0] for one in getattr(part, "url_patterns", [])]
    return [page.name for page in pages if page.name and page.name.endswith("_changelist")]


def visitor(who: str, right: str = "") -> Client:
    """Somebody at a browser."""
    client = Client()
    if who == "customer":
        client.force_login(a_user())
    elif who.startswith("staff"):
        has_it = who == "staff with"
        colleague = a_colleague(*([right] if right and has_it else []))
        if has_it and not right:
            colleague.user_permissions.set(Permission.objects.all())
        client.force_login(colleague)
    return client


def ask(client: Client, method: str, row: Row) -> int:
    """Ask for a row's address, change nothing for good, and give the status that comes back."""
    sent: dict[str, Any] = {} if row.body is None or method == "GET" else {"data": row.body}
    if sent and row.path.startswith("/api/"):
        sent["content_type"] = "application/json"
    # A savepoint by hand, and no `atomic`: whoever asks somebody outside looks whether one of those is open.
    before = transaction.savepoint()
    answer = getattr(client, method.lower())(row.path, headers=dict(row.headers), **sent)
    transaction.savepoint_rollback(before)
    return int(answer.status_code)


def without_a_row(rows: Sequence[Row]) -> set[str]:
    """The addresses of which no row tells."""
    told = {resolve(row.address).route for row in rows}
    return {route for route in routes() if not route.startswith(ADMIN)} - told


def test_every_address_stands_in_the_table() -> None:
    assert without_a_row(ROWS) == set()


def test_an_address_without_a_row_is_found() -> None:
    fewer = [row for row in ROWS if row.path != "/health/live"]

    assert without_a_row(fewer) == {"health/live"}


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_what_the_table_says(who: str) -> None:
    stand()
    client = visitor(who)
    wrong = []

    for row in ROWS:
        method = "POST" if row.method == ANY else row.method
        found = ask(visitor(who, row.right) if row.right else client, method, row)
        if found != row.expected(who):
            wrong.append(f"{row.method} {row.path}: {found}, not {row.expected(who)}")

    assert wrong == []


def test_what_the_table_does_not_tell_of_cannot_be_done() -> None:
    stand()
    told = {(row.method, resolve(row.address).route) for row in ROWS}
    wrong = []

    for row in ROWS:
        for method in METHODS:
            known = {(method, resolve(row.address).route), (ANY, resolve(row.address).route)} & told
            if not known and ask(Client(), method, row) != 405:
                wrong.append(f"{method} {row.address}")

    assert wrong == []


@pytest.mark.parametrize("who", PEOPLE)
def test_lists_of_the_admin_are_for_who_has_the_right(who: str) -> None:
    found = {}

    for name in lists_of_the_admin():
        app, model, _ = name.split("_")
        found[name] = visitor(who, f"{app}.view_{model}").get(reverse(f"admin:{name}")).status_code

    assert len(found) > 1
    assert set(found.values()) == {dict(zip(PEOPLE, (302, 302, 403, 200), strict=True))[who]}
