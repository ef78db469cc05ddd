"""One shopper at a browser: asks for pages as a browser does, keeps cookies, and fills in forms."""

import re
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from random import Random
from urllib.parse import urlencode, urlsplit

PATIENCE = 30  # seconds; who waited so long has left
SHELF, PRODUCT = re.compile(r'href="(/c/[\w-]+/)"'), re.compile(r'href="(/p/[\w-]+/)[?"]')
FIELD = r'name="{}" value="([^"]*)"'
ADA = {
    "email": "load@example.com",
    "name": "Ada Potter",
    "line1": "Potter Lane 3",
    "postcode": "10115",
    "city": "Berlin",
}
CARD = {"given.method": "pm_card_visa"}  # what Stripe's script, or the sandbox, calls a card that is charged


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        trouble: why this is not what a shopper wanted; nothing where it is.
    """

    status: int
    text: str
    trouble: str = ""


@dataclass
class Shopper:
    """Somebody who shops at an address.

    Attributes:
        way: how they pay: `card` needs the sandbox, `bank-transfer` needs nobody.
        twice: whether they click twice where they order.
    """

    target: str
    random: Random
    way: str = "card"
    twice: bool = False
    cookies: dict[str, str] = field(default_factory=dict)
    seen: str = ""  # the last page
    place: str = "/"  # and where it was

    def __post_init__(self) -> None:
        there = urlsplit(self.target)
        line = HTTPSConnection if there.scheme == "https" else HTTPConnection
        self.line: HTTPConnection = line(there.netloc, timeout=PATIENCE)

    def ask(self, page: str) -> Answer:
        """Ask for one of the model's pages, from the page that was seen last."""
        try:
            answer = getattr(self, page)()
        except (OSError, HTTPException) as error:
            self.line.close()
            return Answer(0, "", type(error).__name__)
        if isinstance(answer, Answer) and not answer.trouble:
            self.seen = answer.text
        return answer  # type: ignore[no-any-return]

    def home(self) -> Answer:
        """The first page."""
        return self.get("/")

    def shelf(self) -> Answer:
        """One of the shelves that the last page names; the first page names them all."""
        return self.get(self.one_of(SHELF) or "/")

    def product(self) -> Answer:
        """One of the products in sight."""
        if not self.one_of(PRODUCT):
            self.seen = self.get("/").text
        return self.get(self.one_of(PRODUCT) or "/")

    def add(self) -> Answer:
        """Put what the page shows into the cart."""
        if not self.value_of("variant"):
            return Answer(200, self.seen, "sold out")
        wanted = {"variant": self.value_of("variant"), "seen": self.value_of("seen"), "quantity": "1"}
        return self.post("/cart/add/", wanted, "/cart/")

    def cart(self) -> Answer:
        """Look at the cart."""
        return self.get("/cart/")

    def checkout(self) -> Answer:
        """Begin to order."""
        return self.get("/checkout/")

    def review(self) -> Answer:
        """Say who buys and how they pay, and look at the total."""
        answer = self.post("/checkout/begin/", {**ADA, "way": self.way}, "/checkout/review/")
        return answer if answer.trouble else self.get("/checkout/review/")

    def pay(self) -> Answer:
        """Agree to the total; who clicks twice must come to the same order."""
        given = {**CARD, "given.back": f"{self.target}/checkout/back/"} if self.way == "card" else {}
        agreed = {"seen": self.value_of("seen"), **given}
        answer = self.post("/checkout/pay/", agreed, "/order/")
        if answer.trouble or not self.twice:
            return answer
        first, again = self.place, self.post("/checkout/pay/", agreed, "/order/")
        return again if self.place == first else Answer(again.status, again.text, "ordered twice")

    def order(self) -> Answer:
        """Look at what was ordered."""
        return self.get(self.place)

    def one_of(self, links: re.Pattern[str]) -> str:
        """One of such links on the last page; nothing where it has none."""
        found = sorted(set(links.findall(self.seen)))
        return self.random.choice(found) if found else ""

    def value_of(self, name: str) -> str:
        """What a hidden field of the last page says."""
        found = re.search(FIELD.format(name), self.seen)
        return unescape(found[1]) if found else ""

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self.send("GET", path)

    def post(self, path: str, form: dict[str, str], leads: str) -> Answer:
        """Send a form, whose answer leads on to an address that begins so."""
        answer = self.send("POST", path, urlencode(form))
        if answer.trouble or (answer.status == 303 and self.place.startswith(leads)):
            return answer
        return Answer(answer.status, answer.text, "refused")

    def send(self, method: str, path: str, body: str | None = None) -> Answer:
        """Ask, keep the cookies that come back, and take note of where the answer leads."""
        headers = {"Accept": "text/html", "User-Agent": "make load", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status == 303:
            self.place = answer.headers["Location"]
        trouble = "" if answer.status < 400 else f"status {answer.status}"
        return Answer(answer.status, text, trouble)
