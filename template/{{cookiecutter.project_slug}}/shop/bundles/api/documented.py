"""What the API's description cannot read from the code of sets: an example."""

from drf_spectacular.utils import OpenApiExample


def price(amount: int) -> dict[str, object]:
    """Money, as answers have it."""
    return {"amount": amount, "currency": "EUR"}


A_BUNDLE = [
    OpenApiExample(
        "Breakfast for two",
        {
            "id": "var_5p9r2s6t0v3w7x1y4z8a",
            "sku": "BREAKFAST-FOR-TWO",
            "name": "",
            "product": {"slug": "breakfast-for-two", "name": "Breakfast for two"},
            "price": price(7900),
            "parts_total": price(8800),
            "is_sellable": True,
            "items": [
                {
                    "quantity": 2,
                    "variant": "var_2c8n5v7b1m4k9j3h6g0f",
                    "sku": "HARBOUR-MUG-ASH",
                    "name": "Ash",
                    "price": price(2400),
                    "product": {"slug": "harbour-mug", "name": "Harbour mug"},
                },
                {
                    "quantity": 2,
                    "variant": "var_9d3f7g1h5j8k2m6n0p4q",
                    "sku": "HARBOUR-PLATE-ASH",
                    "name": "Ash",
                    "price": price(2000),
                    "product": {"slug": "harbour-plate", "name": "Harbour plate"},
                },
            ],
        },
        response_only=True,
    )
]
