"""The buyer is told by mail, in the language in which they ordered, and by a mail that is known again."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from shop.orders.mails import placed_mail
from shop.orders.models import Order, OrderContact
from shop.outbox.models import Delivery, Event, State
from tests.carts.builders import sold
from tests.orders.builders import an_order
from tests.outbox.doing import all_done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vat")]


def sent() -> EmailMultiAlternatives:
    """The one mail that was sent."""
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    return message


def test_an_order_says_that_it_was_placed() -> None:
    order = an_order(MUG=3)

    event = Event.objects.get()
    assert (event.topic, event.key) == ("order.placed", order.public_id)
    assert event.payload == {"order": order.public_id, "language": "en"}


def test_the_buyer_gets_a_mail_and_nobody_waited_for_it(settings: Any) -> None:
    order = an_order(MUG=3, PLATE=1)
    sent_at_once = list(mail.outbox)

    all_done()

    assert sent_at_once == []
    assert sent().to == ["ada@example.com"]
    assert sent().subject == f"Your order {order.label} at {settings.SHOP_NAME}"
    assert Delivery.objects.get(consumer="mail.order-placed").state == State.DONE


def test_what_was_ordered_stands_in_the_mail(settings: Any) -> None:
    settings.SHOP_NAME = "Potter & Sons"
    sold("MUG", name="Ash <grey>")
    order = an_order(MUG=3, PLATE=1)

    message = placed_mail(order, order.contact, "en")

    assert message.subject == f"Your order {order.label} at Potter & Sons"
    assert "3 x Mug, Ash <grey>: €72.00\n1 x Plate" in message.body
    assert "Total: €96.00, of it tax: €15.33" in message.body
    assert "Ada Potter\nKiln Lane 3\n10115 Berlin\nDE" in message.body
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert "Ash &lt;grey&gt;" in str(html)
    assert "Potter &amp; Sons" in str(html)


def test_it_speaks_the_language_of_the_order() -> None:
    with translation.override("de-at"):
        order = an_order(MUG=3, PLATE=1)

    all_done()

    assert sent().subject.startswith(f"Ihre Bestellung {order.label}")
    assert "darin Steuer: " in sent().body
    assert "€\xa096,00" in sent().body
    assert '<html lang="de">' in str(sent().alternatives[0][0])


def test_where_there_is_no_template_of_a_language_it_speaks_english_and_writes_amounts_as_there() -> None:
    order = an_order(MUG=3, PLATE=1)

    message = placed_mail(order, order.contact, "fr")

    assert message.subject.startswith("Your order")
    assert "Total: 96,00\xa0€" in message.body


def test_the_mail_of_an_order_is_always_the_same_mail() -> None:
    order, other = an_order(MUG=1), an_order(MUG=1)

    names = [
        placed_mail(each, each.contact, language).extra_headers["Message-ID"]
        for each, language in ((order, "en"), (order, "de"), (other, "en"))
    ]

    assert names[0] == names[1] == f"<placed.{order.public_id}@example.com>"
    assert names[2] != names[0]


def test_who_was_forgotten_is_told_nothing() -> None:
    an_order(MUG=1)
    OrderContact.objects.all().delete()

    all_done()

    assert mail.outbox == []
    assert Delivery.objects.get(consumer="mail.order-placed").state == State.DONE


def test_a_mail_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    an_order(MUG=1)
    order = Order.objects.select_related("contact").get()

    with django_assert_num_queries(2):
        placed_mail(order, order.contact, "en")
