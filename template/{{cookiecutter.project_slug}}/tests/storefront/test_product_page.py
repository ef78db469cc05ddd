"""The page of a product: its variants, its pictures, and what machines read of it."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shop.catalog.models import (
    Attribute,
    AttributeChoice,
    Kind,
    Product,
    ProductAttribute,
    Status,
    Variant,
    VariantValue,
)
from tests.builders import a_category, a_product, a_published_product, a_variant
from tests.storefront.builders import a_picture
from tests.storefront.reading import ReadPage, read

pytestmark = pytest.mark.django_db

Choices = dict[str, AttributeChoice]


def at(product: Product, variant: Variant | None = None) -> str:
    """Where a product's page is, with a variant chosen or without."""
    address = reverse("storefront:product", args=[product.slug])
    return f"{address}?variant={variant.sku}" if variant else address


def structured(page: ReadPage) -> Any:
    """What machines read."""
    return json.loads("".join(page.one("script", type="application/ld+json").words))


def price(answer: Any) -> str:
    """The price, without what is said about it."""
    return read(answer).one("p", class_="price").text.split(" ")[0]


@pytest.fixture
def glaze() -> Choices:
    """An attribute with two choices, in the order that the shop gave them."""
    attribute = Attribute.objects.create(code="glaze", name="Glaze", kind=Kind.CHOICE)
    colours = {"snow": "#f4f4f0", "ash": "#5f7f86"}
    return {
        value: AttributeChoice.objects.create(
            attribute=attribute, value=value, label=value.title(), swatch=swatch, position=n
        )
        for n, (value, swatch) in enumerate(colours.items())
    }


@pytest.fixture
def mug(glaze: Choices) -> Product:
    """A mug in ash at 24 euros and in snow at 26, small; and in ash, large, at 31. Ash stands first."""
    mug = a_product(name="Harbour mug", status=Status.DRAFT)
    size = Attribute.objects.create(code="size", name="Size", kind=Kind.NUMBER, unit="ml")
    for position, attribute in enumerate((glaze["ash"].attribute, size)):
        ProductAttribute.objects.create(product=mug, attribute=attribute, position=position)
    forms = [("ASH-250", "ash", 250, 2400), ("SNOW-250", "snow", 250, 2600), ("ASH-400", "ash", 400, 3100)]
    for position, (sku, choice, millilitres, price) in enumerate(forms):
        variant = a_variant(product=mug, sku=sku, position=position, price_amount=price)
        VariantValue.objects.create(variant=variant, attribute=glaze[choice].attribute, choice=glaze[choice])
        VariantValue.objects.create(variant=variant, attribute=size, number=millilitres)
    published = a_published_product()
    Product.objects.filter(pk=mug.pk).update(status=Status.PUBLISHED, published_at=published.published_at)
    return mug


def test_a_page_costs_the_same_however_many_variants_there_are(
    client: Client, mug: Product, django_assert_num_queries: Any
) -> None:
    one = a_published_product()
    a_picture(one)
    for variant in mug.variants.all():
        a_picture(mug, variant=variant)

    client.get(at(one))
    with CaptureQueriesContext(connection) as of_one:
        client.get(at(one))
    with django_assert_num_queries(len(of_one)):
        client.get(at(mug))


def test_the_first_variant_is_shown_unless_another_is_asked_for(client: Client, mug: Product) -> None:
    assert price(client.get(at(mug))) == "€24.00"
    assert price(client.get(f"{at(mug)}?variant=SNOW-250")) == "€26.00"


def test_options_are_links_that_need_no_script(client: Client, mug: Product) -> None:
    page = read(client.get(at(mug)))

    links = [link for link in page.all("a") if link["href"].startswith("?variant=")]
    assert [(link.text, link["href"], link.get("aria-current")) for link in links] == [
        ("Snow", "?variant=SNOW-250", None),
        ("Ash", "?variant=ASH-250", "true"),
        ("250 ml", "?variant=ASH-250", "true"),
        ("400 ml", "?variant=ASH-400", None),
    ]
    assert [circle["fill"] for circle in page.all("circle")] == ["#f4f4f0", "#5f7f86"]


def test_an_option_that_changes_another_choice_too_says_so(client: Client, mug: Product) -> None:
    page = read(client.get(f"{at(mug)}?variant=SNOW-250"))

    # There is no large mug in snow: the nearest large one is ash.
    large = page.one("a", class_="chip away")
    assert (large["href"], large.text) == ("?variant=ASH-400", "400 ml (changes other choices)")


def test_a_variant_shows_its_own_picture_and_nobody_elses(client: Client, mug: Product) -> None:
    ash, snow, _ = mug.variants.all()
    a_picture(mug, alt="On the table")
    a_picture(mug, alt="In ash", variant=ash)
    a_picture(mug, alt="In snow", variant=snow)

    page = read(client.get(at(mug, snow)))

    assert [picture["alt"] for picture in page.all("img")] == ["In snow", "On the table"]
    assert [picture.get("loading") for picture in page.all("img")] == [None, "lazy"]


def test_a_variant_that_is_sold_no_more_leads_to_the_product(client: Client, mug: Product) -> None:
    Variant.objects.filter(sku="SNOW-250").update(is_active=False)

    for sku in ("SNOW-250", "NO-SUCH-SKU", "\x00", ""):
        answer = client.get(at(mug), {"variant": sku})

        assert (answer.status_code, answer["Location"]) == (302, at(mug))
    assert "Snow" not in client.get(at(mug)).content.decode()


def test_what_shoppers_may_not_see_is_not_found(client: Client) -> None:
    unsold = a_published_product()
    unsold.variants.update(is_active=False)
    hidden = [a_product(), a_product(status=Status.ARCHIVED), unsold]

    assert [client.get(at(product)).status_code for product in hidden] == [404, 404, 404]
    assert client.get("/p/no-such-product/").status_code == 404


def test_what_is_no_choice_is_a_detail(client: Client, glaze: Choices) -> None:
    bowl = a_published_product()
    (variant,) = bowl.variants.all()
    VariantValue.objects.create(variant=variant, attribute=glaze["ash"].attribute, choice=glaze["ash"])
    Variant.objects.filter(pk=variant.pk).update(weight_grams=1240, gtin="4012345678901")

    page = read(client.get(at(bowl)))

    assert list(zip(page.texts("th"), page.texts("td"), strict=True)) == [
        ("Glaze", "Ash"),
        ("Weight", "1.24 kg"),
        ("Article number", variant.sku),
        ("GTIN", "4012345678901"),
    ]
    assert not list(page.all("h2", id="axis-glaze"))


def test_the_way_back_is_shown(client: Client) -> None:
    cups = a_category(name="Cups", parent=a_category(name="Ceramics"))
    mug = a_published_product(name="Harbour mug", category=cups)

    trail = read(client.get(at(mug))).one("nav", class_="trail")

    assert trail.text == "Home Ceramics Cups Harbour mug"


def test_every_variant_has_the_products_address_for_search_engines(client: Client, mug: Product) -> None:
    page = read(client.get(f"{at(mug)}?variant=SNOW-250"))

    address = f"http://testserver{at(mug)}"
    assert page.one("link", rel="canonical")["href"] == address
    assert page.one("meta", property="og:url")["content"] == address
    assert structured(page)["url"] == address


def test_machines_read_the_prices_as_decimals(client: Client, mug: Product) -> None:
    offer = structured(read(client.get(at(mug))))["offers"]

    assert (offer["lowPrice"], offer["highPrice"]) == ("24.00", "31.00")
    assert (offer["priceCurrency"], offer["offerCount"]) == ("EUR", 3)


def test_pictures_have_full_addresses_for_those_who_share_the_page(client: Client) -> None:
    bowl = a_published_product()
    a_picture(bowl, alt="A bowl from above")

    page = read(client.get(at(bowl)))

    assert page.one("meta", property="og:image")["content"].startswith("http://testserver/media/renditions/")
    assert page.one("meta", property="og:image:alt")["content"] == "A bowl from above"
    assert structured(page)["image"] == [page.one("meta", property="og:image")["content"]]


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--", '"&<>', "\u2028%s"])
def test_a_hostile_name_stays_text_for_people_and_machines(client: Client, hostile: str) -> None:
    product = a_published_product(name=hostile, summary=hostile, description=hostile)
    a_picture(product, alt=hostile)

    page = read(client.get(at(product)))

    assert len(list(page.all("script"))) == 1
    assert structured(page)["name"] == hostile
    assert page.one("h1").text == " ".join(hostile.split())
    assert page.one("img")["alt"] == hostile
