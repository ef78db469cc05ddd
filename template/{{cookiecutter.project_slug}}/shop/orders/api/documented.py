"""What the API's description cannot read from the code of orders: parameters and examples."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from shop.orders.states import State

STATE = OpenApiParameter("state", str, enum=State.values, description="Those in this state alone.")
# Who asks for one order is signed in, or brings its key; the scheme is in the settings of the description.
BY_KEY: Any = [{"orderKey": []}, {"cookieAuth": []}]


def price(amount: int) -> dict[str, object]:
    """Money, as answers have it."""
    return {"amount": amount, "currency": "EUR"}


PLACED_AT = "2026-11-25T09:30:00Z"
LISTED = {
    "id": "ord_4k7m2p9s3v6x8z1b5d0f",
    "number": "2026-000042",
    "state": "placed",
    "placed_at": PLACED_AT,
    "gross": price(4320),
}
SOLD = {
    "number": 1,
    "sku": "HARBOUR-MUG-ASH",
    "name": "Harbour mug",
    "options": "Ash",
    "quantity": 2,
    "left": 2,
    "unit_price": price(2400),
    "reductions": [
        {"offer": "spring", "amount": price(480), "says": "10 % SPRING on 2 x Harbour mug, Ash: -€4.80"}
    ],
    "tax_name": "VAT",
    "tax_percent": "19",
    "net": price(3630),
    "tax": price(690),
    "gross": price(4320),
}
HOME = {
    "name": "Ada Potter",
    "line1": "Kiln Lane 3",
    "line2": "",
    "postcode": "10115",
    "city": "Berlin",
    "part": "",
    "country": "DE",
}
BEGUN = {"number": 1, "what": "place", "state": "placed", "by": "buyer", "reason": "", "at": PLACED_AT}
WHOLE = {
    "currency": "EUR",
    "prices_include_tax": True,
    "email": "ada@example.com",
    "ship_to": HOME,
    "lines": [SOLD],
    "net": price(3630),
    "tax": price(690),
    "note": "",
    "history": [BEGUN],
}
AN_ORDER = [OpenApiExample("Two mugs", LISTED | WHOLE, response_only=True)]
ORDERS = [OpenApiExample("One order", {"items": [LISTED], "next": None}, response_only=True)]
