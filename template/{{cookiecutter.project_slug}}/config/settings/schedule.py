"""What is done again and again, and when, in UTC. By whom, domains say in their modules `tasks`."""

from datetime import timedelta

from shop.outbox.schedule import Every

CELERY_BEAT_SCHEDULER = "shop.outbox.beat:OutboxScheduler"

NIGHT = timedelta(days=1)

SHOP_SCHEDULE = {
    "release-lapsed": Every(timedelta(minutes=1)),
    "finish-checkouts": Every(timedelta(minutes=5)),
    "check-invariants": Every(timedelta(hours=1), at=timedelta(minutes=20)),
    "reap-keys": Every(timedelta(hours=1), at=timedelta(minutes=50)),
    "expire-carts": Every(NIGHT, at=timedelta(hours=3, minutes=10)),
    "clean-uploads": Every(NIGHT, at=timedelta(hours=3, minutes=40)),
    "forget-events": Every(NIGHT, at=timedelta(hours=4, minutes=10)),
}
# For how many days it is kept what happened, once all have done what they do then.
SHOP_EVENT_DAYS = 30
