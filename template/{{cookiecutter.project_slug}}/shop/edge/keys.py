"""By which names the pages of the shop are known to whoever keeps them."""

LISTS = "lists"
# One thing's own page, by the slug in its address; and pages that show many things.
# {% if part("storefront") and part("api") %}
ONE = {"storefront:product", "api:product-detail"}
# {% elif part("storefront") %}
ONE = {"storefront:product"}
# {% else %}
ONE = {"api:product-detail"}
# {% endif %}
MANY = {
    # {% if part("storefront") %}
    "storefront:home",
    "storefront:category",
    # {% endif %}
    # {% if part("api") %}
    "api:product-list",
    "api:category-list",
    "api:attribute-list",
    # {% endif %}
}


def keys_of(view: str, slug: str) -> list[str]:
    """The names of a page. A page without a name is never purged, so it must not be kept for long.

    A list bears one name, not that of each thing on it. Names of twenty-four things would say more exactly
    which lists show a changed one, and not which lists ought to, because it is new on them.
    """
    if view in ONE:
        return [key_of(slug)]
    return [LISTS] if view in MANY else []


def key_of(slug: str) -> str:
    """The name of one product's pages."""
    return f"product-{slug}"
