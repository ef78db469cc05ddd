"""Whether the pages for shoppers work: the first page, a product's page, the cart."""

import re
from html.parser import HTMLParser

from deploy.release.asking import Visitor, expect
from deploy.release.checks import Look
from deploy.release.errors import Wrong

PRODUCT = re.compile(r'href="(/p/[-\w]+/)"')
ADD, CHANGE, CART = "/cart/add/", "/cart/change/", "/cart/"


class Fields(HTMLParser):
    """The fields of the first form with an address, by name."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field of the form that we are in."""
        has = dict(attrs)
        if tag == "form":
            self.inside = has.get("action") == self.action and not self.found
        elif tag == "input" and self.inside and has.get("name"):
            self.found[str(has["name"])] = has.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Note that a form ends."""
        if tag == "form":
            self.inside = False


def fields(page: str, action: str) -> dict[str, str]:
    """What a page's form would send; nothing where the page has no such form."""
    parser = Fields(action)
    parser.feed(page)
    return parser.found


def products(visitor: Visitor) -> list[str]:
    """The addresses of the products on the first page, each once.

    Raises:
        Wrong: there are none.
    """
    page = expect(visitor.get("/"), 200, "The first page does not work.")
    if found := list(dict.fromkeys(PRODUCT.findall(page.text))):
        return found
    raise Wrong(
        "The first page shows no product.",
        found="no link to one.",
        do="publish a product, or say --empty while the shelves are.",
    )


def look_at_the_first_page(visitor: Visitor) -> str:
    """The first page shows products."""
    return f"{len(products(visitor))} products"


def look_at_a_product(visitor: Visitor) -> str:
    """The first of them has a page."""
    first = products(visitor)[0]
    expect(visitor.get(first), 200, "A product's page does not work.")
    return first


def put_into_the_cart(visitor: Visitor) -> str:
    """The first product that can be bought goes into the cart, is in it, and goes out again.

    Raises:
        Wrong: none can be bought, or the cart does not do as it should.
    """
    for address in products(visitor):
        page = expect(visitor.get(address), 200, "A product's page does not work.")
        if wanted := fields(page.text, ADD):
            break
    else:
        raise Wrong(
            "Nothing on the first page can be bought.",
            found="no product with a form.",
            do="look at prices and stock.",
        )
    sku = wanted["variant"]
    there = expect(visitor.submit(ADD, wanted), 200, "Nothing can be put into the cart.")
    if fields(there.text, CHANGE).get("variant") != sku:
        raise Wrong("The cart is empty.", found=f"`{sku}` was put in.", do="look at the log of this minute.")
    gone = expect(
        visitor.submit(CHANGE, {"variant": sku, "quantity": "0"}), 200, "The cart keeps everything."
    )
    if fields(gone.text, CHANGE):
        raise Wrong("The cart keeps everything.", found=f"`{sku}` is still in it.", do="look at the log.")
    return f"{sku} went in, and out again"


LOOKS = (
    Look("first page", look_at_the_first_page),
    Look("product page", look_at_a_product),
    Look("cart", put_into_the_cart),
)
