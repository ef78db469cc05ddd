"""What the API's description cannot read from the code of checkouts: examples."""

from drf_spectacular.utils import OpenApiExample

from shop.carts.api.documented import A_CART, price
from shop.orders.api.documented import HOME

BEGUN = {
    "id": "chk_4k7m2p9s3v6x8z1b5d0f",
    "point": "begun",
    "email": "ada@example.com",
    "ship_to": HOME,
    "bill_to": None,
    "way": "bank-transfer",
    "ways": [{"code": "bank-transfer", "name": "Bank transfer in advance"}],
    "cart": A_CART[0].value,
    "total": price(4320),
    "changed": [],
    "settled": "",
    "instructions": {},
    "action": None,
    "order": None,
}
ORDERED = BEGUN | {
    "point": "ordered",
    "email": "",
    "ship_to": None,
    "cart": None,
    "settled": "pending",
    "instructions": {
        "Amount": "€43.20",
        "Payee": "Kiln and Cloth",
        "IBAN": "DE89 3704 0044 0532 0130 00",
        "BIC": "COBADEFFXXX",
        "Reference": "4K7M2-P9S3V",
    },
    "order": {
        "id": "ord_7h3n8q1t5w9y2c6f0j4m",
        "number": "2026-000042",
        "key": "mJ0vS1Y3kQ8nB5tZ7xW2cR9dF4gH6jK",
    },
}
A_CHECKOUT = [OpenApiExample("Two mugs", BEGUN, response_only=True)]
AN_ORDERED_ONE = [OpenApiExample("Ordered", ORDERED, response_only=True)]
