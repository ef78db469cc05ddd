"""What anybody may look at in the shop, and what forms of its own pages may do."""

from tests.addresses import Row
from tests.builders import a_category, a_published_product
from tests.carts.builders import sold

OWN = {"Sec-Fetch-Site": "same-origin"}
OTHER = {"Sec-Fetch-Site": "cross-site"}
FORMS = {
    "/cart/add/": {"variant": "KNOWN-BOWL"},
    "/cart/change/": {"variant": "KNOWN-BOWL", "quantity": "2"},
    "/cart/coupon/": {"code": "SPRING"},
    "/cart/destination/": {"country": ""},
    "/cart/seen/": {},
    "/country/": {"country": "DE"},
}
ROWS = [
    Row("GET", "/", 200),
    Row("GET", "/c/known-shelf/", 200),
    Row("GET", "/p/known-lamp/", 200),
    Row("GET", "/cart/", 200),
    # A bowl is not in an empty cart, so it cannot be changed there.
    *(Row("POST", form, 404 if form == "/cart/change/" else 303, body, OWN) for form, body in FORMS.items()),
    *(Row("POST", f"{form}?other", 403, body, OTHER) for form, body in FORMS.items()),
    Row("GET", "/robots.txt", 200),
    Row("GET", "/sitemap.xml", 200),
    Row("GET", "/sitemap-products.xml", 200),
]


def stand() -> None:
    """A lamp on a shelf, and a bowl that can be bought."""
    a_published_product(slug="known-lamp", category=a_category(slug="known-shelf"))
    sold("KNOWN-BOWL")
