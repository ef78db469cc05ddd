"""What the API's description cannot read from the shelves' code: an example."""

from drf_spectacular.utils import OpenApiExample

AVAILABILITY = [
    OpenApiExample(
        "A mug in two glazes",
        {
            "items": [
                {
                    "variant": "var_2c8n5v7b1m4k9j3h6g0f",
                    "sku": "HARBOUR-MUG-ASH",
                    "level": "in-stock",
                    "left": None,
                },
                {"variant": "var_9d3f7g1h5j8k2m6n0p4q", "sku": "HARBOUR-MUG-OAT", "level": "low", "left": 2},
            ]
        },
        response_only=True,
    )
]
