"""The shop's environment stands in a public log: its key, the secret of webhooks, the database's password."""

from contextlib import suppress
from pathlib import Path

import psycopg
from django.db import connection, connections
from django.test import Client

from drills.cards import charges, until_told
from drills.drill import Drill
from drills.errors import DrillFailed
from drills.host import serve, write
from drills.place import BROWSER, ROOT, Place
from drills.waiting import until
from shop.accounts.models import User

LEAKED, FRESH = "6", "7"
HOOK = {LEAKED: "whsec_leaked", FRESH: "whsec_fresh"}
WORD = {LEAKED: "leaked-word", FRESH: "fresh-word"}
KEY = {LEAKED: "leaked-key-" * 5, FRESH: "fresh-key-" * 5}
COMMIT = {one: one * 40 for one in (LEAKED, FRESH)}
IMAGE = {one: f"registry.example.com/shop@sha256:{one * 64}" for one in (LEAKED, FRESH)}


def trouble(place: Place) -> dict[str, str]:
    """Run the shop with secrets that somebody else knows; buy something, and sign somebody in."""
    user = place.postgres.url("shop").replace("//postgres@", "//{}@")
    before = {
        "SECRET_KEY": KEY[LEAKED],
        "WEBHOOK_SECRETS": f"stripe={HOOK[LEAKED]}",
        "DATABASE_URL": user.format(f"shop:{WORD[LEAKED]}"),
        "RELEASE": COMMIT[LEAKED],
    }
    after = {
        "SECRET_KEY": KEY[FRESH],
        "SECRET_KEY_FALLBACKS": KEY[LEAKED],
        "WEBHOOK_SECRETS": f"stripe={HOOK[FRESH]}",
        "DATABASE_URL": user.format(f"shop_2:{WORD[FRESH]}"),
        "RELEASE": COMMIT[FRESH],
    }
    write(place.folder / "images.json", {IMAGE[LEAKED]: before, IMAGE[FRESH]: after})
    ask_for_passwords(place)
    serve(place, IMAGE[LEAKED], before)
    tell_with(place, HOOK[LEAKED])
    now_as(f"shop:{WORD[LEAKED]}")
    until_told(place)
    sign_somebody_in(place)
    return {
        "LEAKED_URL": before["DATABASE_URL"],
        "LEAKED_HOOK": HOOK[LEAKED],
        "PASSWORD": WORD[FRESH],
        "IMAGE": IMAGE[FRESH],
        "COMMIT": COMMIT[FRESH],
    }


def ask_for_passwords(place: Place) -> None:
    """Let the database ask the shop's roles for a password, as every server but a developer's does."""
    with psycopg.connect(place.postgres.url("shop"), autocommit=True) as server:
        server.execute(f"ALTER ROLE shop PASSWORD '{WORD[LEAKED]}'")
        file = Path(str((server.execute("SHOW hba_file").fetchone() or [""])[0]))
        file.write_text(f"host all shop,shop_2 127.0.0.1/32 scram-sha-256\n{file.read_text()}")
        server.execute("SELECT pg_reload_conf()")


def tell_with(place: Place, secret: str) -> None:
    """Let the provider sign with another secret. It forgets what it knew; nobody is paying now."""
    words = place.command("sandbox")[:-1]
    place.stop("sandbox")
    place.processes.start("sandbox", [*words, secret], place.variables(), ROOT)
    until(lambda: answers(place), "the provider answers")


def answers(place: Place) -> bool:
    """Whether the provider does."""
    with suppress(OSError):
        charges(place)
        return True
    return False


def now_as(user: str) -> None:
    """Reach the database as another role from here on, too."""
    name, _, word = user.partition(":")
    connection.settings_dict |= {"USER": name, "PASSWORD": word}
    connections.close_all()


def sign_somebody_in(place: Place) -> None:
    """Let a member of staff be signed in, with what the shop's key was then."""
    from django.conf import settings  # noqa: PLC0415 - beside its only change

    settings.SECRET_KEY = KEY[LEAKED]
    boss = User.objects.create_superuser("boss@example.com", "a long enough password")
    browser = Client()
    browser.force_login(boss)
    (place.folder / "cookie").write_text(browser.cookies["sessionid"].value)


def overlap_ends(place: Place) -> None:
    """The provider signs with the new secret alone from now on."""
    tell_with(place, HOOK[FRESH])


def proof(place: Place) -> None:
    """Who was signed in still is, and the provider's messages are taken."""
    now_as(f"shop_2:{WORD[FRESH]}")
    address = f"{place.shop}/admin/"
    cookie = (place.folder / "cookie").read_text()
    BROWSER.addheaders = [("Cookie", f"sessionid={cookie}")]
    with BROWSER.open(address) as answer:
        if answer.url != address:
            raise DrillFailed("Whoever was signed in has to sign in again.")
    until_told(place)


DRILL = Drill(trouble, proof, before={"Verification": overlap_ends})
