"""Whether the doors may open: what of this shop's own data and surroundings a program can look at.

These are checks of Django's, for deployment: each has a name by which `SILENCED_SYSTEM_CHECKS` leaves it out.
`manage.py launch_review` asks them, together with all others. What only people know stands in
`runbooks/checklists/launch-review.md`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's name

from shop.accounts.models import User
from shop.catalog.seed import data
from shop.catalog.selectors import for_shoppers
from shop.checkout.ways import ways
from shop.health.figures import figures, last_check
from shop.health.rows import rows
from shop.payments.ledger import Kind
from shop.payments.models import PaymentEvent
from shop.webhooks.models import Incoming

# Names that belong to nobody, for examples and tests (RFC 2606).
NOBODYS = re.compile(r"[@.](example\.(com|net|org)|example|test|invalid|localhost)$")


@register("launch", deploy=True)
def may_open(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """What is in the way of the first buyer. Costs 16 queries, and one question to the broker.

    Args:
        databases: which may be asked; Django names none while the pipeline builds, where there is no shop.
    """
    if not databases:
        return []
    return [*goods(), *people(), *money(), *mail(), *standing()]


def goods() -> Iterator[CheckMessage]:
    """What is on the shelves."""
    shown = for_shoppers()
    if not shown.exists():
        yield Warning("Nothing is on sale.", hint="Publish a product that has a variant.", id="launch.W001")
    invented = shown.filter(slug__in=[told.slug for told in data.products()]).count()
    if invented:
        yield Warning(
            f"{invented} products of the demonstration are on the shelves.",
            hint="Archive them in the admin, or give those that you really sell names of their own.",
            id="launch.W002",
        )


def people() -> Iterator[CheckMessage]:
    """Who may change the shop."""
    staff = list(User.objects.filter(is_active=True, is_staff=True).order_by("pk"))
    if not any(person.is_superuser for person in staff):
        hint = "Make one: `python manage.py createsuperuser`."
        yield Warning("Nobody may do everything.", hint=hint, id="launch.W003")
    for person in staff:
        if NOBODYS.search(person.email):
            yield Warning(
                f"{person.email} may enter the admin, and that address belongs to nobody.",
                hint="Switch the account off, or give it the address of a person.",
                id="launch.W004",
            )


def money() -> Iterator[CheckMessage]:
    """Whether somebody can pay, and whether that was tried here."""
    if not ways():
        hint = "Set STRIPE_SECRET_KEY, or put your bank account into config/shop.toml."
        yield Warning("There is no way to pay.", hint=hint, id="launch.W005")
    if not settings.STRIPE_SECRET_KEY:
        return
    both = {Kind.CAPTURED, Kind.REFUNDED}
    seen = PaymentEvent.objects.filter(kind__in=both).order_by().values_list("kind", flat=True).distinct()
    if missing := both - {Kind(kind) for kind in seen}:
        yield Warning(
            f"With this shop's keys, no payment was ever {' and '.join(sorted(missing))}.",
            hint="Buy something with a card of your own, then give the money back at the provider.",
            id="launch.W006",
        )
    if not Incoming.objects.filter(source="stripe").exists():
        hint = "Compare the address and the secret that are entered at the provider with WEBHOOK_SECRETS."
        yield Warning("The payment provider was never heard.", hint=hint, id="launch.W007")


def mail() -> Iterator[CheckMessage]:
    """Whether buyers get mail, and can answer it."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        yield Warning("Mail goes nowhere.", hint="Set EMAIL_URL.", id="launch.W008")
    if NOBODYS.search(settings.SHOP_SENDER):
        yield Warning(
            f"Mail comes from {settings.SHOP_SENDER}, and that address belongs to nobody.",
            hint="Set `sender` in config/shop.toml to one that somebody reads.",
            id="launch.W009",
        )


def standing() -> Iterator[CheckMessage]:
    """What is not well on the admin's page of the shop's health."""
    check = last_check()
    if check is None:
        hint = "Beat has it done each hour. To look now: `python manage.py check_invariants`."
        yield Warning("Nobody has looked yet whether stock and money add up.", hint=hint, id="launch.W010")
    for row in rows(figures(), check):
        if not row.is_well:
            yield Warning(f"{row.what}: {row.says}.", hint=row.place.do, id="launch.W011")
