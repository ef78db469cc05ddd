"""What is refused first, and what never."""

import pytest

from shop.surge.kinds import Kind, kind_of, limits_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", Kind.PAGES),
        ("/p/mug/", Kind.PAGES),
        ("/no-such-page", Kind.PAGES),
        ("/sitemap.xml", Kind.LISTS),
        ("/api/v1/products/", Kind.LISTS),
        ("/cart/add/", Kind.CARTS),
        ("/api/v1/carts/abc/lines/", Kind.CARTS),
        ("/api/v1/carts/abc/checkout/complete/", None),
        ("/api/v1/orders/ord_1/", None),
        ("/checkout/pay/", None),
        ("/order/ord_1/", None),
        ("/webhooks/stripe/", None),
        ("/health/ready", None),
        ("/admin/", None),
    ],
)
def test_each_path_is_of_a_kind(path: str, kind: Kind | None) -> None:
    assert kind_of(path) is kind


@pytest.mark.parametrize("wrong", [{"lists": 3, "pages": 2}, {"carts": 0}, {"checkouts": 4}])
def test_limits_that_refuse_the_wrong_ones_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"SHED_ABOVE|is not a valid Kind"):
        limits_of(wrong)
