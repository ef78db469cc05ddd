"""The first look at a shop that has just started: ask each public page once, then say what is where."""

import secrets
import subprocess
import time
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse

from local.processes import HOST, ServerError
# {% if reached("stripe.in-the-shop") %}
from local.sandbox import where_the_console_is
# {% endif %}
from local.services import FOLDER

# What people want to open, by the name of its address. A part that was left out has no address.
PAGES = {
    # {% if part("storefront") %}
    "Shop": "storefront:home",
    # {% endif %}
    "API": "api:product-list",
    "API documentation": "api-docs",
    "Admin": "admin:index",
    "Health": "health-ready",
}
ADMIN = "admin@example.com"
OK = 200
PATIENCE = 30.0  # seconds for an answer; less than two are usual
# A proxy that the environment names is for the world outside; this shop is here.
BROWSER = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Page:
    """One public page and how it answered; the status is 0 when it did not."""

    label: str
    path: str
    status: int
    milliseconds: float


def look_at_every_page(port: int, server: "subprocess.Popen[bytes]") -> list[Page]:
    """Ask each page once.

    Raises:
        ServerError: the server ended, or a page did not answer as a working shop does.
    """
    wait_for_the_first_answer(port, server)
    pages = [ask(port, label, path) for label, name in PAGES.items() if (path := address(name))]
    if broken := [page for page in pages if page.status != OK]:
        found = ", ".join(f"{page.path} answered {page.status or 'nothing'}" for page in broken)
        raise ServerError(f"Not every page of the shop works.\nFound: {found}.\nDo: read the lines above.")
    return pages


def address(name: str) -> str | None:
    """The path of a named address, or None where the shop has no such part."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def ask(port: int, label: str, path: str) -> Page:
    """Request one page, following redirects as a browser does."""
    before = time.monotonic()
    try:
        with BROWSER.open(f"http://{HOST}:{port}{path}", timeout=PATIENCE) as answer:
            answer.read()
            status: int = answer.status
    except HTTPError as error:
        status = error.code
    except OSError:
        status = 0
    return Page(label, path, status, (time.monotonic() - before) * 1000)


def wait_for_the_first_answer(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Return as soon as the server answers.

    Raises:
        ServerError: it ended or stayed silent.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if ask(port, "Health", "/health/live").status:  # whichever: what is wrong shows in a moment
            return
        time.sleep(0.05)
    raise ServerError("The web server did not start.\nFound: no answer from it.\nDo: read the lines above.")


def report(port: int, pages: list[Page]) -> str:
    """Say what is where, and how to sign in."""
    base = f"http://{HOST}:{port}"
    lines = [f"  {page.label:<18} {base}{page.path:<18} {page.milliseconds:4.0f} ms" for page in pages]
    # {% if reached("stripe.in-the-shop") %}
    lines += where_the_console_is()
    # {% endif %}
    # {% if reached("background-work.shutdown") %}
    lines += [f"  {'Workers':<18} a worker, beat, the relay, webhooks", f"  {'Mails':<18} {FOLDER / 'mails'}"]
    # {% endif %}
    return "\n".join(["", "The shop is open.", *lines, "", sign_in(), "", "Ctrl-C stops it all."])


def sign_in() -> str:
    """The admin's address and password, as long as the password is the one made here."""
    note = FOLDER / "admin-password"
    people = get_user_model().objects
    admin = people.filter(email=ADMIN).first()
    if admin is None:
        password = secrets.token_urlsafe(12)
        note.unlink(missing_ok=True)
        note.touch(mode=0o600)
        note.write_text(password)
        people.create_superuser(email=ADMIN, password=password)
        return f"  Sign in to the admin as {ADMIN} with {password}"
    if note.exists() and admin.check_password(note.read_text()):
        return f"  Sign in to the admin as {ADMIN} with {note.read_text()}"
    return f"  Sign in to the admin as {ADMIN} with the password that you set."
