"""Work that is done later, by workers: who keeps the queues, and what a worker may do, and for how long."""

from urllib.parse import urlsplit

from config.environment import environment


def beside(cache: str) -> str:
    """The address of the queues where nobody chose one: the cache's server, and there the next database.

    They never share one: `cache.clear()` empties a database, and the queues would be gone with it.
    """
    parts = urlsplit(cache)
    return parts._replace(path=f"/{int(parts.path.strip('/') or 0) + 1}").geturl()


# Who sends work needs the application, and the shop does not know its configuration's modules.
TASKS_APPLICATION = "config.celery.app"

CELERY_BROKER_URL = environment.broker_url.get_secret_value() or beside(
    environment.redis_url.get_secret_value()
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Who sends finds out at once that the broker is away, and decides what to do.
CELERY_TASK_PUBLISH_RETRY = False

# Numbers and words, and nothing that could run when it is read. `pickle` would let whoever can write to Redis
# run programs on the workers.
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]

# A message is let go of when its work is done, and not when it begins. A worker that is killed leaves it to
# another. So a message may come twice, and whatever is done must bear that.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# Nobody takes a second message while the first is being worked on: it could lie behind a long one.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1

# Seconds. After the soft limit the work is told to end, after the hard one its process is killed.
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_TASK_TIME_LIMIT = 60
# Redis cannot know that a worker is dead. It gives a message to another when it was not let go of for so
# long. Were that less than the longest work takes, it would be given away while it is worked on.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 10}

# Which queue, the first word of a name says. A queue that is not here is a typing error, and refused.
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"default": {}, "mail": {}, "slow": {}}
CELERY_TASK_ROUTES = {"mail.*": {"queue": "mail"}, "slow.*": {"queue": "slow"}}
CELERY_TASK_CREATE_MISSING_QUEUES = False

# What came of the work stands in the database, beside what it is about. Nobody asks Celery.
CELERY_TASK_IGNORE_RESULT = True

# A process that has grown is replaced by a fresh one.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
# What is logged goes where the store's settings say.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
