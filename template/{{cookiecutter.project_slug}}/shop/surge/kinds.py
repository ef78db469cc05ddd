"""What a request is for, and so how much it would hurt to refuse it."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What may be refused, the least painful first. What is none of these never is."""

    LISTS = "lists"  # of programs: the API's catalog, maps for search engines
    PAGES = "pages"  # of people who look around
    CARTS = "carts"  # of people who have chosen something


# Orders, money, those who tell us of money, and who repairs the shop. Then what has been chosen. The first
# that fits counts; a path that fits nothing is a page.
KINDS: tuple[tuple[str, Kind | None], ...] = (
    ("/checkout/", None),
    ("/order/", None),
    ("/webhooks/", None),
    ("/health/", None),
    ("/admin/", None),
    ("/static/", None),
    ("/media/", None),
    ("/api/v1/orders/", None),
    ("/api/v1/carts/", Kind.CARTS),
    ("/cart/", Kind.CARTS),
    ("/api/", Kind.LISTS),
    ("/sitemap", Kind.LISTS),
    ("/", Kind.PAGES),
)
CHECKOUT = "/checkout/"


def kind_of(path: str) -> Kind | None:
    """What a path is for. Known before anything is read: to refuse must cost next to nothing."""
    if path.startswith("/api/") and CHECKOUT in path:
        return None
    return next((kind for start, kind in KINDS if path.startswith(start)), Kind.PAGES)


def limits_of(pairs: Mapping[str, int]) -> dict[Kind, int]:
    """The limits by kind.

    Raises:
        ValueError: there is no such kind, or a dearer kind would be refused before a cheaper one.
    """
    limits = {Kind(name): limit for name, limit in pairs.items()}
    given = [limits[kind] for kind in Kind if kind in limits]
    if given != sorted(given) or any(limit < 1 for limit in given):
        raise ValueError(
            f"SHED_ABOVE: carts are refused after pages, and pages after lists. Found: {limits}."
        )
    return limits
