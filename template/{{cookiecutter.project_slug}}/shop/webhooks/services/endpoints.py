"""Register where the shop sends what it has to tell, change it, and give it a new secret."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from shop.core import clock
from shop.webhooks import topics
from shop.webhooks.errors import WrongEndpoint
from shop.webhooks.models import Endpoint
from shop.webhooks.outside import target_of

OVERLAP = timedelta(hours=24)  # for so long after a change, messages are signed with both secrets


def register_endpoint(*, name: str, url: str, wants: Sequence[str]) -> Endpoint:
    """Register an address. Its secret is `key_of` it, to be shown once.

    Raises:
        WrongEndpoint: nothing can be sent there, or there is no such topic.
    """
    refuse_unfit(url, wants)
    return Endpoint.objects.create(name=name, url=url, topics=sorted(wants))


@transaction.atomic
def change_endpoint(
    *, endpoint: Endpoint, name: str, url: str, wants: Sequence[str], is_active: bool
) -> Endpoint:
    """Change what was registered. Its circuit breaker is closed: another address deserves another try.

    Raises:
        WrongEndpoint: nothing can be sent there, or there is no such topic.
    """
    refuse_unfit(url, wants)
    held = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    held.name, held.url, held.topics, held.is_active = name, url, sorted(wants), is_active
    held.failures, held.openings, held.resting_until, held.why_off = 0, 0, None, ""
    held.save()
    return held


@transaction.atomic
def rotate_secret(*, endpoint: Endpoint) -> Endpoint:
    """Give an endpoint a new secret. For a day, messages are signed with the old one, too.

    Rotated again within the day, only the newest two are good: a third would be older than anybody needs.
    """
    held = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    held.generation += 1
    held.previous_until = clock.now() + OVERLAP
    held.save(update_fields=["generation", "previous_until"])
    return held


def refuse_unfit(url: str, wants: Sequence[str]) -> None:
    """Raise WrongEndpoint unless the shop can send there, about topics that it has."""
    target_of(url)
    if unknown := sorted(set(wants) - set(topics.known())):
        offered = ", ".join(topics.known())
        raise WrongEndpoint(found=f"the topic `{unknown[0]}`.", do=f"choose among {offered}.")
