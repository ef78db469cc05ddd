"""More people come than one web process can serve, and whoever is refused presses the button again."""

import random
from http.client import HTTPException
from http.cookiejar import CookieJar
from threading import Event, Thread
from time import monotonic
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from drills.cards import until_told
from drills.drill import Drill
from drills.errors import DrillFailed
from drills.host import serve
from drills.place import Place
from drills.shopping import newest, orders, until_mailed
from drills.waiting import until

SMALL = {"WEB_CONCURRENCY": "1", "SHED_ABOVE": "lists=1, pages=2, carts=3", "WAITING_ROOM": "yes"}
PEOPLE = 20  # at the same time; whoever leaves is followed by another one
PAGES = 2  # that somebody looks at before they leave
IMPATIENT = 0.1  # seconds until somebody who was not served asks again
LONGEST = 300.0  # seconds for which the crowd comes, whatever becomes of the drill
ORDERS = 3
PASS = "pass"  # noqa: S105 - the name of a cookie


class Crowd:
    """People who look around, each with a browser of their own.

    Attributes:
        let_in: how many of them had a turn after they had stood in line.
    """

    def __init__(self, shop: str) -> None:
        self.shop = shop
        self.over = Event()
        self.end = monotonic() + LONGEST
        self.let_in = 0
        self.threads = [Thread(target=self.people, daemon=True) for _ in range(PEOPLE)]

    def come(self) -> None:
        """Begin."""
        for thread in self.threads:
            thread.start()

    def leave(self) -> None:
        """End, all of them."""
        self.over.set()
        for thread in self.threads:
            thread.join()

    def people(self) -> None:
        """One after the other, until all is over."""
        while not self.over.is_set() and monotonic() < self.end:
            self.looks_around()

    def looks_around(self) -> None:
        """Somebody wants to see some pages, and asks until they have."""
        jar = CookieJar()
        browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(jar))
        seen = 0
        while seen < PAGES and not self.over.is_set() and monotonic() < self.end:
            pause = IMPATIENT
            try:
                with browser.open(f"{self.shop}/", timeout=30):
                    seen += 1
            except HTTPError as refused:
                pause, was_served = told(refused)
                seen += was_served
            except (OSError, HTTPException):  # nobody answered: they ask again
                pass
            self.over.wait(pause)
        self.let_in += any(cookie.name == PASS for cookie in jar)


def told(refused: HTTPError) -> tuple[float, bool]:
    """For how long somebody waits now, and whether what they saw was a page."""
    with refused:
        if "place=" in refused.headers.get("Set-Cookie", ""):
            # The waiting room's page asks by itself. No two people came at the same moment.
            return int(refused.headers["Retry-After"]) * random.uniform(1, 1.5), False  # noqa: S311 - a crowd
        return IMPATIENT, refused.code != 503


crowds: list[Crowd] = []


def trouble(place: Place) -> dict[str, str]:
    """Have one small web process that may refuse, and let the crowd come."""
    serve(place, "small", SMALL)
    crowds.append(Crowd(place.shop))
    crowds[0].come()
    until(lambda: place.ask("/") == 503, "somebody is refused")
    return {"JAR": str(place.folder / "jar")}


def people_buy(place: Place) -> None:
    """Some order in the middle of it; the provider tells the crowded process of a payment, and is heard."""
    orders(ORDERS)
    until_told(place)


def proof(place: Place) -> None:
    """All who ordered have their mail; the crowd was let in by turns; and the line can be closed again."""
    crowds[0].leave()
    if not crowds[0].let_in:
        raise DrillFailed("All stood in line, and nobody was ever let in.")
    until_mailed(place, newest(ORDERS + 1))
    place.manage("waiting_room", "--close")
    place.manage("dark", "none")
    until(lambda: place.ask("/") not in {0, 503}, "whoever comes now is let in")


DRILL = Drill(trouble, proof, before={"First five minutes": people_buy})
