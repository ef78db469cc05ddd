"""The command that fills the demonstration shop: who is asked, what it says, and where it refuses."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from shop.catalog.management.commands import seed_catalog
from shop.catalog.models import Category
from tests.builders import a_category

pytestmark = pytest.mark.django_db


def fill(**options: Any) -> str:
    """Run the command; gives what it said."""
    said = StringIO()
    call_command("seed_catalog", stdout=said, **options)
    return said.getvalue()


def one_shelf() -> str:
    """Stands for the catalog's own seed, which takes longer."""
    a_category()
    return "1 category"


def broken() -> str:
    """Stands for a seed that comes to no good end."""
    raise RuntimeError("no kiln")


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have the command ask these instead of the apps."""

    def ask(**seeds: Callable[[], str]) -> None:
        monkeypatch.setattr(seed_catalog, "seeds", lambda: list(seeds.items()))

    return ask


def test_an_app_is_asked_after_those_that_it_builds_on() -> None:
    assert next(label for label, _ in seed_catalog.seeds()) == "catalog"


def test_it_says_what_each_app_has(asking: Callable[..., None]) -> None:
    asking(catalog=one_shelf, media=lambda: "2 pictures")

    assert fill() == "catalog: 1 category.\nmedia: 2 pictures.\n"


def test_what_somebody_leaves_out_is_not_asked(asking: Callable[..., None]) -> None:
    asking(catalog=one_shelf, media=broken)

    assert fill(without=["media"]) == "catalog: 1 category.\n"


def test_it_can_be_quiet(asking: Callable[..., None]) -> None:
    asking(catalog=one_shelf)

    assert fill(verbosity=0) == ""


def test_it_fills_all_of_the_shop_or_nothing(asking: Callable[..., None]) -> None:
    asking(catalog=one_shelf, media=broken)

    with pytest.raises(RuntimeError, match="no kiln"):
        fill()

    assert not Category.objects.exists()


def test_a_production_shop_is_left_alone(asking: Callable[..., None], settings: Any) -> None:
    asking(catalog=one_shelf)
    settings.IN_PRODUCTION = True

    with pytest.raises(CommandError, match="Found: SHOP_ENV=production"):
        fill()

    assert not Category.objects.exists()


def test_a_production_shop_is_filled_for_those_who_insist(asking: Callable[..., None], settings: Any) -> None:
    asking(catalog=one_shelf)
    settings.IN_PRODUCTION = True

    fill(force=True)

    assert Category.objects.exists()
