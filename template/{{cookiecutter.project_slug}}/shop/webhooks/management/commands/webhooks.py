"""Look at what came, and have it tried again: `manage.py webhooks counts | list | show ID | replay ID`."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.core.errors import ShopError
from shop.webhooks.models import Incoming, State
# {% if reached("webhooks.overview") %}
from shop.webhooks.overview import outgoing_queues
# {% endif %}
from shop.webhooks.selectors import Queue, incoming, incoming_queues
from shop.webhooks.services.replaying import replay

MOST = 50  # lines of a list
SHOWN = ("source", "message_id", "state", "kind", "version", "attempts", "waits", "replays", "why")
NEEDS_A_PERSON = (State.DEAD, State.ASIDE)


class Command(BaseCommand):
    """For people at a terminal, and for whatever watches the shop."""

    help = (
        "Look at webhooks that came. `counts` ends with 1 if a dead letter lies there or something waits for "
        "too long. Example: python manage.py webhooks replay --dead --source stock"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        doing = parser.add_subparsers(dest="doing", required=True)
        counts = doing.add_parser("counts", help="how much waits, for how long, and what needs a person")
        counts.add_argument("--json", action="store_true", help="for programs")
        counts.add_argument("--most-lag", type=int, default=300, help="seconds that one may wait (300)")
        listing = doing.add_parser("list", help=f"the newest {MOST} that need a person")
        listing.add_argument("--state", choices=State.values, help="those of another state")
        listing.add_argument("--source", default="", help="those of one source")
        show = doing.add_parser("show", help="one message, as it came")
        show.add_argument("id", type=int)
        again = doing.add_parser("replay", help="have messages tried again")
        again.add_argument("id", type=int, nargs="*")
        again.add_argument("--dead", action="store_true", help="all dead letters")
        again.add_argument("--aside", action="store_true", help="all that were set aside")
        again.add_argument("--source", default="", help="of these, those of one source")

    def handle(self, *args: Any, doing: str, **options: Any) -> None:
        """Do what was asked for."""
        verbs: dict[str, Callable[..., None]] = {
            "counts": self.counts,
            "list": self.listed,
            "show": self.shown,
            "replay": self.replayed,
        }
        verbs[doing](**options)

    def counts(self, *, json: bool, most_lag: int, **options: Any) -> None:
        """Say how it stands; end with 1 if somebody has to look."""
        # {% if reached("webhooks.overview") %}
        queues = [*incoming_queues(), *outgoing_queues()]
        # {% else %}
        queues = incoming_queues()
        # {% endif %}
        self.stdout.write(as_json(queues) if json else as_lines(queues))
        wrong = [f"{one.name}: {one.dead} dead letters" for one in queues if one.dead]
        late = [one for one in queues if (seconds(one) or 0) > most_lag]
        wrong += [f"{one.name}: the oldest waits for {seconds(one)} s" for one in late]
        if wrong:
            raise CommandError(f"{'; '.join(wrong)}.\nDo: python manage.py webhooks list")

    def listed(self, *, state: str | None, source: str, **options: Any) -> None:
        """One line a message."""
        for one in incoming(states=[state] if state else NEEDS_A_PERSON, source=source)[:MOST]:
            said = f"{one.pk}  {one.state:7}  {one.source}  {one.message_id}  {one.kind or '?'}  {one.why}"
            self.stdout.write(said.rstrip())

    def shown(self, *, id: int, **options: Any) -> None:  # noqa: A002 - as people type it
        """All that is known of a message, and its bytes."""
        one = found(id)
        for name in SHOWN:
            self.stdout.write(f"{name}: {getattr(one, name)}")
        self.stdout.write(f"received_at: {one.received_at:%Y-%m-%d %H:%M:%S}")
        self.stdout.write(f"came again: {one.repeats.count()} times")
        self.stdout.write(bytes(one.body).decode(errors="backslashreplace"))

    def replayed(self, *, id: list[int], dead: bool, aside: bool, source: str, **options: Any) -> None:  # noqa: A002
        """Have the chosen ones tried again; one that refuses does not hold up the others."""
        states = [state for state, wanted in ((State.DEAD, dead), (State.ASIDE, aside)) if wanted]
        chosen = [found(one) for one in id] + (list(incoming(states=states, source=source)) if states else [])
        refused = 0
        for message in chosen:
            try:
                replay(message=message)
            except ShopError as refusal:
                refused += 1
                self.stdout.write(str(refusal))
        self.stdout.write(f"{len(chosen) - refused} wait for a worker again.")
        if refused:
            raise CommandError(f"{refused} were refused.")


def found(pk: int) -> Incoming:
    """A message by its number."""
    message = Incoming.objects.filter(pk=pk).first()
    if message is None:
        raise CommandError(f"There is no such message.\nFound: {pk}.\nDo: python manage.py webhooks list")
    return message


def seconds(one: Queue) -> int | None:
    """For how long the oldest waits."""
    return round(one.lag.total_seconds()) if one.lag is not None else None


def as_json(queues: list[Queue]) -> str:
    """The queues for programs, the lag in seconds."""
    return json.dumps([asdict(one) | {"lag": seconds(one)} for one in queues])


def as_lines(queues: list[Queue]) -> str:
    """The queues for people."""
    lines = [
        f"{one.name}: {one.waiting} waiting{f' for {seconds(one)} s' if one.lag is not None else ''}, "
        f"{one.done} done, {one.aside} set aside, {one.dead} dead"
        for one in queues
    ]
    return "\n".join(lines) or "Nothing has come."
