"""What the API's description cannot read from the code of carts: an example."""

from drf_spectacular.utils import OpenApiExample


def price(amount: int) -> dict[str, object]:
    """Money, as answers have it."""
    return {"amount": amount, "currency": "EUR"}


A_CART = [
    OpenApiExample(
        "Two mugs",
        {
            "token": "crt_4k7m2p9s3v6x8z1b5d0f",
            "version": 3,
            "country": "DE",
            "currency": "EUR",
            "prices_include_tax": True,
            "lines": [
                {
                    "sku": "HARBOUR-MUG-ASH",
                    "name": "Harbour mug, Ash",
                    "quantity": 2,
                    "unit_price": price(2400),
                    "discount": price(480),
                    "net": price(3630),
                    "tax": price(690),
                    "gross": price(4320),
                    "explanation": [
                        "The variant's own price.",
                        "2 x €24.00 = €48.00",
                        "10 % SPRING on 2 x Harbour mug, Ash: -€4.80",
                        "€36.30 + VAT 19 % €6.90 = €43.20",
                    ],
                }
            ],
            "left_out": [],
            "coupons": ["SPRING"],
            "changes": [
                {
                    "kind": "price-up",
                    "about": "HARBOUR-MUG-ASH",
                    "says": "Harbour mug, Ash now costs more: €24.00. It was €23.00.",
                }
            ],
            "discount": price(480),
            "net": price(3630),
            "tax": price(690),
            "gross": price(4320),
            "note": "",
            "expires_at": "2027-01-23T09:30:00Z",
        },
        response_only=True,
    )
]
