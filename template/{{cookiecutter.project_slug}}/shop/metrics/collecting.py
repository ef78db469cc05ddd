"""What the database knows, read when Prometheus asks, so that no process has to count it.

It counts through restarts, and once, however many processes there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import Count, Max, Min
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from shop.core import clock
from shop.health.figures import Figures, Waiting, figures, last_check
from shop.orders.models import NumberCounter
from shop.outbox.models import Delivery, State
from shop.payments.models import PaymentEvent
# {% if reached("scaling.alarms") %}
from shop.replica.standing import behind
# {% endif %}

MAIL = "mail.order-placed"
# {% if reached("scaling.alarms") %}
PURGE = "edge.purge"
# {% endif %}
HOUR = timedelta(hours=1)
LATEST = 10_000  # facts of payments; more in an hour is a different shop


class ShopCollector(Collector):
    """So many queries, whatever there is, and one question to the broker."""

    def collect(self) -> Iterator[Metric]:
        """Everything, or that the database does not answer."""
        try:
            found = list(all_of_it())
        except DatabaseError:
            connection.close()
            found = []
        yield gauge("shop_database_up", "Whether the database answers.", bool(found))
        yield from found

    def describe(self) -> Iterable[Metric]:
        """Nothing: to find out, it would have to ask."""
        return []


def all_of_it() -> Iterator[Metric]:
    """All that is read."""
    now = figures()
    yield from orders(now)
    yield from background(now)
    yield from others(now)
    yield payments()
    # {% if reached("scaling.alarms") %}
    lag = behind().total_seconds()
    yield gauge("shop_replica_lag_seconds", "For how long the replica has lacked something.", lag)
    yield from not_done("shop_purges", "Changes that caches were not told of", PURGE, now)
    # {% endif %}


def orders(now: Figures) -> Iterator[Metric]:
    """Orders, and what is on its way to one. The last number that was taken says how many there are."""
    placed = CounterMetricFamily(
        "shop_orders_placed", "Orders, by the series of their numbers.", labels=["series"]
    )
    for series, last in NumberCounter.objects.values_list("series", "last"):
        placed.add_metric([series], last)
    yield placed
    yield from waiting(
        "shop_checkouts_unfinished", "Payments asked for, and no order yet", now.checkouts, now
    )
    yield from waiting("shop_reservations_over", "Reservations that are over and still held", now.lapsed, now)
    check = last_check()
    holds = check is None or check.state == State.DONE
    yield gauge("shop_invariants_hold", "Whether what must be true was, when somebody looked last.", holds)


def background(now: Figures) -> Iterator[Metric]:
    """The outbox and the queues."""
    work = now.work
    unsent, overdue = Waiting(None, work.unsent), Waiting(None, work.overdue)
    yield from waiting("shop_outbox_unsent", "Events that no relay took", unsent, now)
    yield from waiting("shop_outbox_overdue", "Deliveries that no worker took", overdue, now)
    yield gauge("shop_outbox_waiting", "Deliveries that wait for their work.", work.waiting)
    yield gauge("shop_outbox_dead", "Deliveries that were given up.", work.dead)
    yield from not_done("shop_order_mail", "Mails about orders that were not sent", MAIL, now)
    if work.beat:
        heard = (now.at - work.beat).total_seconds()
        yield gauge("shop_beat_silent_seconds", "Since when nothing was heard of beat.", heard)
    yield gauge("shop_broker_up", "Whether the broker answers.", now.broker)
    if now.broker:
        yield by("shop_queue_messages", "Messages in a queue.", "queue", work.queues)


def others(now: Figures) -> Iterator[Metric]:
    """What comes from other systems and goes to them."""
    yield from waiting("shop_inbox", "Messages from others that wait", now.inbox, now)
    yield gauge("shop_inbox_dead", "Messages from others that need a person.", now.inbox_dead)
    yield from waiting("shop_announcements", "Messages to others that wait", now.sent, now)
    yield gauge("shop_announcements_dead", "Messages to others that were given up.", now.sent_dead)


def payments() -> Metric:
    """What providers told within the last hour. Costs one query, of the latest facts alone."""
    told = GaugeMetricFamily(
        "shop_payment_events", "Facts of payments within an hour, by kind.", labels=["gateway", "kind"]
    )
    newest = PaymentEvent.objects.order_by().values("payment__gateway", "kind")
    last = PaymentEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    recent = newest.filter(pk__gt=last - LATEST, recorded_at__gte=clock.now() - HOUR)
    for gateway, kind, count in recent.annotate(count=Count("pk")).values_list(
        "payment__gateway", "kind", "count"
    ):
        told.add_metric([gateway, kind], count)
    return told


def not_done(name: str, says: str, consumer: str, now: Figures) -> Iterator[Metric]:
    """Since when a consumer's oldest work waits, counted from what happened. Costs one query."""
    found = Delivery.objects.filter(state=State.WAITING, consumer=consumer).aggregate(at=Min("event__at"))
    yield from waiting(name, says, Waiting(None, found["at"]), now)


def waiting(name: str, says: str, found: Waiting, now: Figures) -> Iterator[Metric]:
    """How many wait, where somebody counts them, and for how long the oldest has."""
    if found.count is not None:
        yield gauge(name, f"{says}.", found.count)
    yield gauge(f"{name}_oldest_seconds", f"{says}: since when the oldest.", found.seconds(now.at))


def gauge(name: str, says: str, value: float) -> Metric:
    """One figure."""
    return GaugeMetricFamily(name, says, value=float(value))


def by(name: str, says: str, label: str, values: Mapping[str, float]) -> Metric:
    """A figure for each value of a label."""
    family = GaugeMetricFamily(name, says, labels=[label])
    for each, value in values.items():
        family.add_metric([each], value)
    return family
