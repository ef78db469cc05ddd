"""The fields of an address, as the post of each country wants them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shop.checkout.addresses import address_rules

# What a field is called, and how browsers know it, so that they fill it in.
LABELS = {
    "email": ("E-mail", "email"),
    "name": ("Name", "shipping name"),
    "line1": ("Street and number", "shipping address-line1"),
    "line2": ("Flat, floor, company", "shipping address-line2"),
    "postcode": ("Postcode", "shipping postal-code"),
    "city": ("Town", "shipping address-level2"),
    "part": ("State or province", "shipping address-level1"),
}
LONGEST = 100


@dataclass(frozen=True)
class Field:
    """One field, as the template shows it.

    Attributes:
        choices: what can be chosen, where people do not write.
    """

    name: str
    label: str
    fills: str
    value: str
    wrong: str
    required: bool
    example: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


def asked_of(country: str, known: Mapping[str, str], wrong: Mapping[str, str]) -> Iterator[Field]:
    """The fields for a country: a state only where its post wants one."""
    rules = address_rules(country)
    for name, (label, fills) in LABELS.items():
        if name == "part" and not rules.parts:
            continue
        yield Field(
            name=name,
            label=label,
            fills=fills,
            value=known.get(name, ""),
            wrong=wrong.get(name, ""),
            required=name == "email" or name in rules.required,
            example=rules.example if name == "postcode" else "",
            choices=rules.parts if name == "part" else {},
        )


def filled(sent: Mapping[str, str]) -> dict[str, str]:
    """What somebody wrote, without what no database keeps; a field that is not there is empty."""
    names = (*LABELS, "way")
    return {name: sent.get(name, "").replace("\0", "").strip()[: LONGEST + 154] for name in names}
