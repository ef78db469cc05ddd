"""What the API's description cannot read from the catalog's code: what parameters mean, and examples."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from shop.core.api.pages import PageInput

AMOUNT = {"type": "integer", "minimum": 0}
ANSWERS = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
FILTERS = [
    OpenApiParameter(
        "category", str, description="The slug of a category; what stands below it is shown too."
    ),
    OpenApiParameter(
        "price_min", AMOUNT, description="The least that a variant costs, in the currency's smallest unit."
    ),
    OpenApiParameter(
        "price_max", AMOUNT, description="The most that a variant costs, in the currency's smallest unit."
    ),
    OpenApiParameter(
        "attributes",
        ANSWERS,
        style="form",
        explode=True,
        examples=[
            OpenApiExample("Any", value={}),
            OpenApiExample("In one of two glazes", value={"glaze": ["oat", "moss"]}),
        ],
        description="Every attribute of the catalog is a parameter under its code: `?glaze=oat&glaze=moss` "
        "shows what there is in one of the two. `/api/v1/attributes/` lists them. One variant has to fit all "
        "that is asked.",
    ),
]
LIST_PARAMETERS: list[OpenApiParameter | type[PageInput]] = [*FILTERS, PageInput]

PRICE = {"amount": 2400, "currency": "EUR"}
PICTURE = {
    "alt": "A grey mug on a wooden table",
    "renditions": [
        {
            "url": "https://shop.example.com/media/renditions/3f/0c-640.webp",
            "width": 640,
            "height": 480,
            "content_type": "image/webp",
        }
    ],
}
CARD = {
    "id": "prd_7k2m9x4q1w8e5r3t6y0b",
    "slug": "harbour-mug",
    "name": "Harbour mug",
    "summary": "A mug for grey mornings.",
    "category": {"slug": "mugs", "name": "Mugs"},
    "price": {"lowest": {"amount": 1900, "currency": "EUR"}, "highest": PRICE},
    "picture": PICTURE,
    "published_at": "2026-03-01T12:30:00Z",
}
VARIANT = {
    "id": "var_2c8n5v7b1m4k9j3h6g0f",
    "sku": "HARBOUR-MUG-ASH",
    "name": "Ash",
    "price": PRICE,
    "options": [{"attribute": "glaze", "value": "ash", "label": "Ash", "swatch": "#b9b4a8"}],
    "gtin": "",
    "weight_grams": 380,
}
PRODUCT = {
    **{name: value for name, value in CARD.items() if name != "picture"},
    "description": "Thrown by hand, glazed twice.",
    "axes": [{"code": "glaze", "name": "Glaze", "kind": "choice", "unit": ""}],
    "variants": [VARIANT],
    "pictures": [{**PICTURE, "variant": VARIANT["id"]}],
}
NEXT = "https://shop.example.com/api/v1/products/?cursor=WyIyMDI2LTAzLTAxIl0.c2lnbmVk"

A_PAGE = [OpenApiExample("A page", {"items": [CARD], "next": NEXT}, response_only=True)]
A_PRODUCT = [OpenApiExample("A mug", PRODUCT, response_only=True)]
CATEGORIES = [
    OpenApiExample(
        "Two shelves",
        {
            "items": [
                {
                    "slug": "tableware",
                    "name": "Tableware",
                    "description": "",
                    "parent": None,
                    "product_count": 31,
                },
                {
                    "slug": "mugs",
                    "name": "Mugs",
                    "description": "",
                    "parent": "tableware",
                    "product_count": 8,
                },
            ]
        },
        response_only=True,
    )
]
ATTRIBUTES = [
    OpenApiExample(
        "A choice and a number",
        {
            "items": [
                {
                    "code": "glaze",
                    "name": "Glaze",
                    "kind": "choice",
                    "unit": "",
                    "choices": [{"value": "ash", "label": "Ash", "swatch": "#b9b4a8"}],
                },
                {"code": "height", "name": "Height", "kind": "number", "unit": "cm", "choices": []},
            ]
        },
        response_only=True,
    )
]
