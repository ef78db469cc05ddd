"""The demonstration shop's sets, tried with the products of one of them."""

from pathlib import Path
from typing import Any

import pytest

from shop.bundles import seed
from shop.bundles.models import BundleItem
from shop.bundles.pictures import SCENES
from shop.bundles.selectors import components_total, saving
from shop.catalog import seed as catalog_seed
from shop.catalog.models import Product, Status, Variant
from shop.catalog.seed import data
from shop.media.pictures import draw_scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_shop(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """The catalog's seed, with one product instead of sixty, and a folder for its pictures."""
    settings.MEDIA_ROOT = tmp_path
    one = tuple(product for product in data.products() if product.slug == "window-planter")
    monkeypatch.setattr(data, "products", lambda: one)
    catalog_seed.seed()


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the shop's products, in all their forms; their pictures are drawn in another test."""
    monkeypatch.undo()
    monkeypatch.setattr(seed, "show", lambda *_: None)
    catalog_seed.seed()


def test_a_set_is_published_with_a_picture_and_a_price_below_its_parts() -> None:
    assert seed.seed() == "6 sets"

    product = Product.objects.get(slug="window-sill")
    bundle = product.variants.get()
    assert (product.status, product.category.slug) == (Status.PUBLISHED, "sets")
    assert [picture.alt for picture in product.pictures.all()] == [
        "Three terracotta planters with plants, from small to large"
    ]
    assert (bundle.price.amount, components_total(bundle).amount) == (9400, 10600)


def test_a_set_whose_parts_are_not_there_is_left_out() -> None:
    seed.seed()

    assert set(BundleItem.objects.values_list("bundle__product__slug", flat=True)) == {"window-sill"}


def test_a_second_time_there_is_nothing_to_do() -> None:
    seed.seed()
    before = list(BundleItem.objects.values_list("pk", flat=True))

    seed.seed()

    assert list(BundleItem.objects.values_list("pk", flat=True)) == before


def test_every_set_names_things_that_exist_and_saves_something(everything: None) -> None:
    bundles = {entry["slug"]: entry for entry in seed.sets()}
    known = set(Variant.objects.values_list("sku", flat=True))

    assert [slug for slug, entry in bundles.items() if not entry["parts"].keys() <= known] == []

    seed.seed()

    found = Variant.objects.filter(bundle_items__isnull=False).distinct()
    assert {bundle.product.slug for bundle in found} == bundles.keys()
    assert all(saving(bundle).amount > 0 for bundle in found)


@pytest.mark.parametrize("name", sorted(SCENES))
def test_each_set_has_a_scene(name: str) -> None:
    entry = next(entry for entry in seed.sets() if entry["slug"] == name)

    assert draw_scene(SCENES[name], entry["colours"], name).size == (960, 1200)
