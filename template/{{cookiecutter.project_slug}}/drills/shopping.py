"""Orders that come while a drill goes on, and time that goes by without waiting for it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from django.db.models import F, Model
from django.urls import NoReverseMatch, reverse

from drills.errors import DrillFailed
from drills.place import Place
from drills.waiting import until
from shop.core import clock
from shop.health.figures import last_check
from shop.orders.models import Order
from shop.orders.seed import ordered, plenty
from shop.outbox.models import Delivery, State
from shop.outbox.services.ticking import tick

number = count(1)


def orders(wanted: int) -> list[Order]:
    """Place so many orders, as the shop's demonstration does, each of one thing."""
    skus = plenty()
    return [ordered(f"Ada Drill{next(number)}", {skus[at % len(skus)]: 1}) for at in range(wanted)]


def newest(wanted: int) -> list[Order]:
    """The last orders."""
    return list(Order.objects.select_related("contact").order_by("-pk")[:wanted])


def made_older(model: type[Model], field: str, by: timedelta, **which: object) -> int:
    """Let rows be as if they were written earlier, so that nobody has to wait for an alarm's five minutes."""
    rows = model._default_manager.filter(**which)  # noqa: SLF001 - what any model has
    return rows.update(**{field: F(field) - by})


def until_mailed(place: Place, wanted: Sequence[Order]) -> None:
    """Wait until a mail was sent for each of these orders, and look that it was one.

    Raises:
        DrillFailed: somebody has none, or two.
    """
    keys = [order.public_id for order in wanted]
    mails = Delivery.objects.filter(consumer="mail.order-placed", event__key__in=keys, state=State.DONE)
    until(lambda: mails.count() == len(keys), "a mail for each order")
    sent = place.mails()
    if wrong := [str(one) for one in wanted if sent.count(f"\nTo: {one.contact.email}\n") != 1]:
        raise DrillFailed(f"Not one mail each: {', '.join(wrong)}.")


def page() -> str:
    """The first page that shows products."""
    try:
        return reverse("api:product-list")
    except NoReverseMatch:
        return "/"


def looked(state: State) -> None:
    """Let it be time to look at what must be true, and wait for what was found."""
    tick(due={"check-invariants": clock.now()})

    def is_so() -> bool:
        last = last_check()
        return last is not None and last.state == state

    until(is_so, f"the look is {state}")
