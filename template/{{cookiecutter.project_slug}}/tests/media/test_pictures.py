"""Drawings: one for every thing that the shop sells, the same every time, in the product's own colours."""

from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from shop.catalog.seed.data import products
from shop.catalog.seed.forms import forms
from shop.media.pictures import SCENES, draw, printing
from shop.media.pictures.colour import Colour
from shop.media.pictures.printing import Order, print_all

BLUE, HONEY = ("#8fa5b0", "#5a4a3f"), ("#c98f3c", "#7c4f1f")


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, on average, from 0 to 255."""
    return float(sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3)


def test_a_picture_is_the_same_every_time() -> None:
    assert draw("mug", BLUE, "harbour-mug").tobytes() == draw("mug", BLUE, "harbour-mug").tobytes()


def test_another_colour_is_another_picture_of_the_same_room() -> None:
    blue, honey = draw("mug", BLUE, "harbour-mug"), draw("mug", HONEY, "harbour-mug")
    corner = (0, 0, 200, 200)

    assert difference(blue, honey) > 1
    assert blue.crop(corner).tobytes() == honey.crop(corner).tobytes()


def test_a_picture_shows_the_colour_that_it_is_drawn_in() -> None:
    middle = draw("cushion", HONEY, "corner-cushion").getpixel((480, 700))

    assert isinstance(middle, tuple)
    assert all(abs(found - wanted) < 40 for found, wanted in zip(middle, Colour.read(HONEY[0]), strict=True))


def test_everything_that_the_demonstration_shop_sells_can_be_drawn() -> None:
    assert {product.motif for product in products()} <= SCENES.keys()
    assert all(form.swatch and form.accent for several in forms().values() for form in several)


@pytest.mark.parametrize("name", sorted(SCENES))
def test_each_scene_has_the_size_of_a_picture_and_something_in_it(name: str) -> None:
    picture = draw(name, BLUE, name)

    assert picture.size == (960, 1200)
    assert max(ImageStat.Stat(picture).stddev) > 12


def test_what_several_processes_print_is_what_one_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    orders = [Order("bowl", colours, "olive-dish") for colours in (BLUE, HONEY)]
    alone = list(print_all(orders))

    monkeypatch.setattr(printing, "FEW", 1)

    assert list(print_all(orders)) == alone
    assert [(copy.width, copy.height) for copy in alone[0].copies] == [(960, 1200), (480, 600), (160, 200)]


def test_nothing_to_print_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(printing, "ProcessPoolExecutor", fail)

    assert list(print_all([])) == []
