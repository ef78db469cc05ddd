"""What is in the way of the first buyer is said, each thing by itself; and a shop that is ready is let go."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.checks import Warning  # noqa: A004 - Django's name
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import DjangoAssertNumQueries

from shop.accounts.models import User
from shop.catalog.models import Product
from shop.catalog.seed import data
from shop.checkout import ways
from shop.core import clock
from shop.health.figures import INVARIANTS
from shop.health.launch import may_open
from shop.outbox.models import Delivery, Event, State
from shop.outbox.services.ticking import TOPIC, tick
from shop.payments.ledger import Kind
from shop.payments.services import record_facts
from shop.webhooks.models import Incoming
from tests.builders import a_published_product, a_user, number
from tests.checkout.bank import Bank, open_bank
from tests.conftest import FrozenClock
from tests.outbox.builders import a_delivery, happened
from tests.payments.builders import a_fact, a_payment

pytestmark = pytest.mark.django_db

COSTS = 16
OWNER = "owner@kiln-and-cloth.shop"


@pytest.fixture
def unpaid(frozen_clock: FrozenClock, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The settings of a shop in which everything is done, but that nobody has paid here."""
    settings.CELERY_BROKER_URL = urlsplit(settings.CELERY_BROKER_URL)._replace(path="/15").geturl()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SHOP_SENDER = OWNER
    settings.STRIPE_SECRET_KEY = "sk_live_of_nobody"
    User.objects.create_superuser(OWNER)
    a_published_product(slug="one-of-ours")
    Incoming.objects.create(source="stripe", message_id="evt_1", body=b"{}")
    looked = a_delivery(INVARIANTS, happened("nightly"))
    Delivery.objects.filter(pk=looked.pk).update(state=State.DONE, due_at=None, ended_at=clock.now())
    tick(due={"often": clock.now()})
    monkeypatch.setattr(ways, "_ways", {})
    with open_bank(Bank()):
        yield settings


@pytest.fixture
def ready(unpaid: Any) -> Any:
    """Somebody has paid, and was paid back."""
    paid(Kind.CAPTURED, Kind.REFUNDED)
    return unpaid


def paid(*kinds: Kind) -> None:
    """This happened to a payment."""
    facts = [a_fact(kind, reference=f"ch_{next(number)}") for kind in kinds]
    record_facts(payment=a_payment(reference=f"pi_{next(number)}"), facts=facts)
    Event.objects.update(spread_at=clock.now())


def found() -> list[str]:
    """What is in the way."""
    said = may_open(None, ["default"])
    assert all(isinstance(one, Warning) and one.hint for one in said)
    return [str(one.id) for one in said]


NOT_READY: dict[str, Callable[[Any], object]] = {
    "W001": lambda settings: Product.objects.update(status="draft", published_at=None),
    "W002": lambda settings: a_published_product(slug=next(iter(data.products())).slug),
    "W003": lambda settings: User.objects.update(is_active=False),
    "W004": lambda settings: a_user(is_staff=True),
    "W005": lambda settings: ways._ways.clear(),  # noqa: SLF001 - nothing else takes a way back
    "W007": lambda settings: Incoming.objects.all().delete(),
    "W008": lambda settings: setattr(
        settings, "EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
    ),
    "W009": lambda settings: setattr(settings, "SHOP_SENDER", "shop@example.com"),
    "W010": lambda settings: Delivery.objects.all().delete(),
    "W011": lambda settings: Event.objects.filter(topic__startswith=TOPIC).delete(),
}


def test_a_shop_that_is_ready_is_let_go(ready: Any) -> None:
    assert found() == []


@pytest.mark.parametrize("name", NOT_READY)
def test_each_thing_that_is_in_the_way_is_said_by_itself(name: str, ready: Any) -> None:
    NOT_READY[name](ready)

    assert found() == [f"launch.{name}"]


def test_who_has_paid_here_must_have_been_paid_back_too(unpaid: Any) -> None:
    assert found() == ["launch.W006"]

    paid(Kind.CAPTURED)
    assert [str(one.msg) for one in may_open(None, ["default"])] == [
        "With this shop's keys, no payment was ever refunded."
    ]


def test_who_sells_without_cards_is_not_asked_for_them(unpaid: Any) -> None:
    unpaid.STRIPE_SECRET_KEY = ""

    assert found() == []


def test_a_pipeline_that_has_no_shop_is_not_asked(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert may_open(None) == []


def test_it_costs_the_same_however_much_there_is(
    ready: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(2):
        a_published_product()
        User.objects.create_user(f"{each}@kiln-and-cloth.shop", is_staff=True)
        paid(Kind.CAPTURED)
        with django_assert_num_queries(COSTS):
            may_open(None, ["default"])


def test_the_command_asks_these_and_all_of_djangos(unpaid: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemCheckError) as refused:
        call_command("launch_review")

    assert "(launch.W006) With this shop's keys, no payment was ever" in str(refused.value)
    assert "(security.W012) SESSION_COOKIE_SECURE is not set to True." in str(refused.value)
    assert "runbooks/checklists/launch-review.md" in capsys.readouterr().out
