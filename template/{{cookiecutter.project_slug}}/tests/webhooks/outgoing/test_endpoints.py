"""The shop speaks to the outside and to nobody inside; each endpoint has a secret, which stands nowhere."""

import socket
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse

from shop.webhooks.errors import WrongEndpoint
from shop.webhooks.keys import key_of, keys_of
from shop.webhooks.models import Endpoint
from shop.webhooks.outside import Target, refuse_inside, resolve, target_of
from shop.webhooks.services.endpoints import OVERLAP, change_endpoint, register_endpoint, rotate_secret
from tests.builders import a_colleague, a_user
from tests.conftest import FrozenClock
from tests.webhooks.outgoing.builders import TOPIC, an_endpoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("topic")]

LIST, ADD = "admin:webhooks_endpoint_changelist", "admin:webhooks_endpoint_add"
LOOK = "webhooks.view_endpoint"
URL = "https://hooks.example.com/shop"


@pytest.fixture
def outside_only(settings: Any) -> None:
    """Be as strict as in production."""
    settings.WEBHOOK_OUTSIDE_ONLY = True


@pytest.mark.usefixtures("outside_only")
@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "example.com",
        "https://",
        "https://[::1",
        "https://example.com:port/",
        "https://shop:secret@example.com/",
        "https://example.com/#there",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[2002:7f00:1::]/",
        "https://[64:ff9b::a00:1]/",
    ],
)
def test_what_is_no_address_of_the_outside_is_refused(url: str) -> None:
    with pytest.raises(WrongEndpoint):
        register_endpoint(name="Porto", url=url, wants=[TOPIC])

    assert not Endpoint.objects.exists()


@pytest.mark.usefixtures("outside_only")
@pytest.mark.parametrize("host", ["93.184.215.14", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]", "a.example"])
def test_the_outside_is_not_refused(host: str) -> None:
    assert target_of(f"https://{host}:8443/a?b").path == "/a?b"


@pytest.mark.usefixtures("outside_only")
def test_a_name_that_stands_for_an_address_inside_is_refused_when_it_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Nobody's name server is asked here; what it would say is what matters. Of two addresses, one is inside.
    found = [(0, 0, 0, "", (address, 443)) for address in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)

    with pytest.raises(WrongEndpoint, match=r"127\.0\.0\.1, which is inside"):
        resolve(Target("https", "rebind.example", 443, "/"))


@pytest.mark.usefixtures("outside_only")
@pytest.mark.parametrize("name", ["localhost", "2130706433", "127.1"])
def test_this_machine_by_a_name_is_refused(name: str) -> None:
    with pytest.raises(WrongEndpoint, match="inside a network"):
        resolve(Target("https", name, 443, "/"))


def test_a_developer_may_speak_to_their_own_machine() -> None:
    assert resolve(target_of("http://127.0.0.1:9000/")) == ["127.0.0.1"]
    refuse_inside(ip_address("10.0.0.1"))


def test_a_topic_that_the_shop_does_not_have_is_refused() -> None:
    with pytest.raises(WrongEndpoint, match=r"the topic `drill\.undone`"):
        register_endpoint(name="Porto", url=URL, wants=[TOPIC, "drill.undone"])


def test_each_endpoint_has_a_secret_that_stands_in_no_table(settings: Any) -> None:
    one, other = (register_endpoint(name=name, url=URL, wants=[TOPIC]) for name in "ab")

    key = key_of(one)
    assert key.startswith("whsec_")
    assert key != key_of(other)
    with connection.cursor() as cursor:
        cursor.execute("SELECT webhooks_endpoint::text FROM webhooks_endpoint")
        assert key.removeprefix("whsec_") not in str(cursor.fetchall())
    settings.SECRET_KEY = "another"
    assert key != key_of(one)


def test_after_a_change_both_secrets_are_good_for_a_day(frozen_clock: FrozenClock) -> None:
    endpoint = an_endpoint()
    old = key_of(endpoint)

    endpoint = rotate_secret(endpoint=endpoint)

    assert keys_of(endpoint) == [key_of(endpoint), old]
    assert key_of(endpoint) != old
    frozen_clock.move(OVERLAP - timedelta(seconds=1))
    assert old in keys_of(endpoint)
    frozen_clock.move(timedelta(seconds=1))
    assert keys_of(endpoint) == [key_of(endpoint)]


def test_a_change_closes_the_circuit_breaker() -> None:
    endpoint = an_endpoint(failures=7, openings=2, is_active=False, why_off="It answered 410.")

    changed = change_endpoint(endpoint=endpoint, name="Porto", url=URL, wants=[TOPIC], is_active=True)

    changed.refresh_from_db()
    assert (changed.failures, changed.openings, changed.is_active, changed.why_off) == (0, 0, True, "")


def test_who_may_not_look_does_not(client: Client) -> None:
    for person, status in ((None, 302), (a_user(), 302), (a_colleague("auth.view_group"), 403)):
        if person:
            client.force_login(person)
        assert client.get(reverse(LIST)).status_code == status
        assert client.get(reverse(ADD)).status_code == status


def test_a_secret_is_shown_once_to_who_registers(client: Client) -> None:
    client.force_login(a_colleague(LOOK, "webhooks.add_endpoint"))
    form = {"name": "Porto", "url": URL, "topics": [TOPIC], "is_active": "on"}

    page = client.post(reverse(ADD), form, follow=True).content.decode()

    endpoint = Endpoint.objects.get()
    assert (endpoint.name, endpoint.url, endpoint.topics) == ("Porto", URL, [TOPIC])
    assert key_of(endpoint) in page
    for name in (LIST, "admin:webhooks_endpoint_change"):
        shown = client.get(reverse(name, args=[endpoint.pk] if name != LIST else [])).content.decode()
        assert key_of(endpoint) not in shown


@pytest.mark.usefixtures("outside_only")
def test_a_refusal_is_said_above_the_form(client: Client) -> None:
    client.force_login(a_colleague(LOOK, "webhooks.add_endpoint"))
    form = {"name": "Porto", "url": "https://10.0.0.1/", "topics": [TOPIC]}

    page = client.post(reverse(ADD), form, follow=True).content.decode()

    assert "10.0.0.1, which is inside a network." in page
    assert not Endpoint.objects.exists()


def test_who_has_the_right_gives_a_new_secret(client: Client) -> None:
    endpoint = an_endpoint()
    chosen = {"action": "rotate", "_selected_action": [str(endpoint.pk)]}
    client.force_login(a_colleague(LOOK))
    client.post(reverse(LIST), chosen)
    assert Endpoint.objects.get().generation == 1
    client.force_login(a_colleague(LOOK, "webhooks.rotate_endpoint"))

    answer = client.post(reverse(LIST), chosen)

    endpoint.refresh_from_db()
    assert endpoint.generation == 2
    assert key_of(endpoint) in str(next(iter(get_messages(answer.wsgi_request))))
