"""Send errors to Sentry. What an event holds is chosen here; what is not named here stays at home."""

from typing import Any, cast
from urllib.parse import urlsplit

import sentry_sdk
from sentry_sdk.types import Breadcrumb, BreadcrumbHint, Event, Hint

from shop.logs.context import bound
from shop.logs.scrubbing import text

# Of all that an event can have. `user`, `modules` and `extra` are not among them.
KEPT = (
    "event_id",
    "timestamp",
    "platform",
    "level",
    "logger",
    "release",
    "environment",
    "transaction",
    "sdk",
)
FRAME = (
    "filename",
    "abs_path",
    "function",
    "module",
    "lineno",
    "context_line",
    "pre_context",
    "post_context",
    "in_app",
)

CRUMB = ("type", "category", "level", "timestamp")
# What the client does not even look at. What stands in variables where it failed is whatever somebody typed.
NOTHING: Any = {
    "user_info": False,
    "http_bodies": [],
    "cookies": {"mode": "off"},
    "http_headers": {"request": {"mode": "off"}},
    "url_query_params": {"mode": "off"},
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
}


def begin(dsn: str, **options: Any) -> None:
    """Report from now on.

    Args:
        options: of the client's, for tests.
    """
    sentry_sdk.init(
        dsn=dsn,
        data_collection=NOTHING,
        before_send=without_people,
        before_breadcrumb=without_data,
        send_client_reports=False,
        auto_session_tracking=False,
        **options,
    )


def without_people(event: Event, hint: Hint) -> Event:
    """An event with what helps to mend the code, and with our identifiers, to find the rest in the logs."""
    told: dict[str, Any] = dict(event)
    kept = {name: told[name] for name in KEPT if name in told}
    crumbs = told.get("breadcrumbs") or {}
    clean: Any = {
        **kept,
        "tags": bound(),
        "request": request_of(told.get("request") or {}),
        "exception": {
            "values": [exception_of(one) for one in (told.get("exception") or {}).get("values", [])]
        },
        # In the words of whoever wrote the line. What was put into them is text by now, and is left out.
        "logentry": {"message": text(str((told.get("logentry") or {}).get("message", "")))},
        "breadcrumbs": {"values": crumbs.get("values", []) if isinstance(crumbs, dict) else []},
    }
    return cast("Event", clean)


def request_of(told: dict[str, Any]) -> dict[str, str]:
    """What was asked: how, and where, without keys, cookies, headers or what was typed."""
    return {"method": str(told.get("method", "")), "url": text(urlsplit(str(told.get("url", ""))).path)}


def exception_of(told: dict[str, Any]) -> dict[str, Any]:
    """What went wrong, and on which lines."""
    frames = (told.get("stacktrace") or {}).get("frames", [])
    return {
        "type": told.get("type"),
        "module": told.get("module"),
        "value": text(str(told.get("value", ""))),
        "stacktrace": {"frames": [{name: one[name] for name in FRAME if name in one} for one in frames]},
    }


def without_data(crumb: Breadcrumb, hint: BreadcrumbHint) -> Breadcrumb | None:
    """What happened before, in a word: queries and requests are told without what was in them."""
    said = text(str(crumb.get("message") or ""))
    kept: dict[str, Any] = {name: value for name, value in crumb.items() if name in CRUMB}
    return {**kept, "message": said}
