"""Say where the shop sells, and for whom there are other prices."""

from collections.abc import Collection
from re import fullmatch

from django.db import transaction
from django.utils.text import slugify

from shop.accounts.models import User
from shop.catalog.errors import SlugTaken
from shop.core.integrity import refusing
from shop.core.money import CURRENCY
from shop.core.shapes import COUNTRY
from shop.pricing.errors import CountryTaken, WrongShape
from shop.pricing.models import CustomerGroup, Membership, Region, RegionCountry


@transaction.atomic
def create_region(
    *, name: str, currency: str, countries: Collection[str], slug: str = "", prices_include_tax: bool = True
) -> Region:
    """Sell in these countries, for prices in one currency. The currency of a region never changes.

    Args:
        countries: their codes after ISO 3166, in any order.
        slug: its name in addresses; made from the name unless given.

    Raises:
        WrongShape: the currency or a country is no code.
        SlugTaken, CountryTaken: another region has it.
    """
    refuse_wrong_shape(CURRENCY, [currency], "three capitals, such as EUR")
    region = Region(
        name=name, slug=slug or slugify(name), currency=currency, prices_include_tax=prices_include_tax
    )
    region.clean_fields()
    with refusing({"region_slug_unique": slug_taken(region.slug)}):
        region.save()
    set_countries(region=region, countries=countries)
    return region


@transaction.atomic
def set_countries(*, region: Region, countries: Collection[str]) -> None:
    """Say which countries belong to a region. Those that are not named leave it.

    Raises:
        WrongShape: one is no code.
        CountryTaken: one belongs to another region.
    """
    refuse_wrong_shape(COUNTRY, countries, "two capitals, such as AT")
    wanted = sorted(set(countries))
    RegionCountry.objects.filter(region=region).delete()
    taken = CountryTaken(
        found=f"one of {', '.join(wanted)} belongs to another region.", do="take it out of that one first."
    )
    with refusing({"country_in_one_region": taken}):
        RegionCountry.objects.bulk_create(RegionCountry(region=region, country=country) for country in wanted)


def rename_region(*, region: Region, name: str, prices_include_tax: bool) -> Region:
    """Change what shoppers read: the region's name, and whether its prices contain the tax."""
    region.name, region.prices_include_tax = name, prices_include_tax
    region.clean_fields()
    region.save(update_fields=["name", "prices_include_tax"])
    return region


def create_group(*, name: str, slug: str = "") -> CustomerGroup:
    """Have prices for some customers.

    Raises:
        SlugTaken: another group has this slug.
    """
    group = CustomerGroup(name=name, slug=slug or slugify(name))
    group.clean_fields()
    with refusing({"group_slug_unique": slug_taken(group.slug)}):
        group.save()
    return group


def join_group(*, group: CustomerGroup, user: User) -> Membership:
    """Let a customer have the prices of a group. Twice is once."""
    return Membership.objects.get_or_create(group=group, user=user)[0]


def leave_group(*, group: CustomerGroup, user: User) -> None:
    """Let a customer have everybody's prices again."""
    Membership.objects.filter(group=group, user=user).delete()


def refuse_wrong_shape(shape: str, codes: Collection[str], expected: str) -> None:
    """Raise WrongShape if one of some codes is none."""
    for code in codes:
        if not fullmatch(shape, code):
            raise WrongShape(found=f"`{code}`.", expected=f"{expected}.", do="correct the code.")


def slug_taken(slug: str) -> SlugTaken:
    """The refusal of a slug that something else has."""
    return SlugTaken(found=f"`{slug}`.", do="choose another slug.")
