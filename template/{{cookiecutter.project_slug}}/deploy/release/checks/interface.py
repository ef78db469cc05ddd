"""Whether the API works for the programs that use it: the list of products, one of them, a cart."""

from typing import Any

from deploy.release.asking import Answer, Visitor, expect
from deploy.release.checks import Look
from deploy.release.errors import Wrong

PRODUCTS, CARTS = "/api/v1/products/", "/api/v1/carts/"


def products(visitor: Visitor) -> list[dict[str, Any]]:
    """The products on the list's first page.

    Raises:
        Wrong: there are none.
    """
    found = expect(visitor.get(PRODUCTS), 200, "The API's list of products does not work.").json()
    if items := (found or {}).get("items"):
        return list(items)
    raise Wrong(
        "The API lists no product.",
        found="an empty list.",
        do="publish a product, or say --empty while the shelves are.",
    )


def one(visitor: Visitor, slug: str) -> dict[str, Any]:
    """A product as the API tells of it."""
    answer = expect(visitor.get(f"{PRODUCTS}{slug}/"), 200, "The API does not show a product.")
    return dict(answer.json() or {})


def look_at_the_list(visitor: Visitor) -> str:
    """The list has products."""
    return f"{len(products(visitor))} products"


def look_at_a_product(visitor: Visitor) -> str:
    """The first of them is told of, with its variants."""
    slug = products(visitor)[0]["slug"]
    if not one(visitor, slug).get("variants"):
        raise Wrong("A product has no variant.", found=f"`{slug}`.", do="look at it in the admin.")
    return str(slug)


def put_into_a_cart(visitor: Visitor) -> str:
    """A cart is begun; the first variant that can be bought goes in, and out again.

    Raises:
        Wrong: none can be bought, or the cart does not do as it should.
    """
    cart = expect(visitor.send("POST", CARTS, {}), 201, "No cart can be begun.").json()
    lines = f"{CARTS}{cart['token']}/lines/"
    refused: Answer | None = None
    for product in products(visitor):
        sku = one(visitor, product["slug"])["variants"][0]["sku"]
        answer = visitor.send("POST", lines, {"sku": sku})
        if answer.status == 200:
            break
        refused = answer
    else:
        raise Wrong(
            "Nothing that the API lists can be bought.",
            found=f"{refused.status if refused else 'no'} for the last one.",
            do="look at prices and stock.",
        )
    if [line["sku"] for line in answer.json()["lines"]] != [sku]:
        raise Wrong("The cart is empty.", found=f"`{sku}` was put in.", do="look at the log of this minute.")
    left = expect(visitor.send("DELETE", f"{lines}{sku}/", {}), 200, "The cart keeps everything.").json()
    if left["lines"]:
        raise Wrong("The cart keeps everything.", found=f"`{sku}` is still in it.", do="look at the log.")
    return f"{sku} went in, and out again"


LOOKS = (
    Look("API: products", look_at_the_list),
    Look("API: product", look_at_a_product),
    Look("API: cart", put_into_a_cart),
)
