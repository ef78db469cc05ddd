"""What the store reads from its environment: every variable once, with its type and its meaning.

A value comes from the process's environment, else from a file, else from the default here. An empty value
counts as none. A variable without a default must be set.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from django.core.exceptions import ImproperlyConfigured
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

ROOT = Path(__file__).resolve().parents[1]
# {% if reached("real-services.postgres") %}
# What a person wrote into .env wins over what `make services` wrote down about the servers that it started.
FILES = (ROOT / os.environ.get("SHOP_LOCAL", ".local") / "services.env", ROOT / ".env")
# {% else %}
FILES = (ROOT / ".env",)
# {% endif %}
# {% if reached("containers.secrets") %}
# Where a platform lays secrets down, each in a file called like its variable: `/run/secrets/secret_key`. What
# the process's environment says wins.
SECRETS = Path("/run/secrets")
# {% endif %}


class Stage(StrEnum):
    """Where this process runs. Production is the default, because forgetting must be safe."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


def split_commas(value: Any) -> Any:
    """Turn `a, b` into `["a", "b"]`; anything that is not text passes as it is."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def begins_with(*schemes: str) -> Callable[[SecretStr], SecretStr]:
    """Make a check of a URL's scheme. Its message never shows the URL, which may hold a password."""

    def check(url: SecretStr) -> SecretStr:
        if url.get_secret_value().startswith(schemes):
            return url
        raise PydanticCustomError("scheme", f"Input should begin with {' or '.join(schemes)}")

    return check


# {% if reached("background-work.celery") %}
def or_nothing(check: Callable[[SecretStr], SecretStr]) -> Callable[[SecretStr], SecretStr]:
    """Let a check pass where nothing was said."""
    return lambda url: check(url) if url.get_secret_value() else url


# {% endif %}
# {% if reached("webhooks.signatures") %}
def in_pairs(pairs: SecretStr) -> SecretStr:
    """Check that each part is `source=secret`. The message shows none of them."""
    if all(name and secret for name, _, secret in split_pairs(pairs)):
        return pairs
    raise PydanticCustomError("pairs", "Input should be source=secret, source=secret")


def split_pairs(pairs: SecretStr) -> list[tuple[str, str, str]]:
    """Each part of `stock=one, stock=two`, cut at its first equals sign: secrets may end with one."""
    return [part.partition("=") for part in split_commas(pairs.get_secret_value())]


# {% endif %}
# {% if reached("scaling.shedding") %}
def split_numbers(value: Any) -> Any:
    """Turn `a=1, b=2` into numbers by name; what is no number stays, and is refused."""
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in split_commas(value)]
    return {name.strip(): number.strip() for name, _, number in pairs}


# {% endif %}
Names = Annotated[list[str], NoDecode, BeforeValidator(split_commas)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(begins_with("postgres://", "postgresql://", "sqlite://"))]
# {% if reached("real-services.valkey") %}
RedisUrl = Annotated[SecretStr, AfterValidator(begins_with("redis://", "rediss://"))]
# {% endif %}
# {% if reached("background-work.celery") %}
QueuesUrl = Annotated[SecretStr, AfterValidator(or_nothing(begins_with("redis://", "rediss://")))]
# {% endif %}
# {% if reached("background-work.order-mail") %}
MAIL = ("smtp://", "smtps://", "smtp+tls://", "file:///", "console:")
MailUrl = Annotated[SecretStr, AfterValidator(or_nothing(begins_with(*MAIL)))]
# {% endif %}
# {% if reached("scaling.replica") %}
ReplicaUrl = Annotated[SecretStr, AfterValidator(or_nothing(begins_with("postgres://", "postgresql://")))]
# {% endif %}
# {% if reached("webhooks.signatures") %}
SourceSecrets = Annotated[SecretStr, AfterValidator(in_pairs)]
# {% endif %}


class Environment(BaseSettings):
    """The variables, typed. A field named `redis_url` is the variable `REDIS_URL`."""

    model_config = SettingsConfigDict(env_file=FILES, env_ignore_empty=True, extra="forbid", frozen=True)
    # {% if reached("containers.secrets") %}
    model_config["secrets_dir"] = SECRETS if SECRETS.is_dir() else None
    # {% endif %}

    shop_env: Stage = Field(
        default=Stage.PRODUCTION,
        description="Where this process runs: development, test or production.",
    )
    secret_key: SecretStr = Field(
        description="Signs sessions and tokens: at least 50 random characters, kept secret.",
    )
    # {% if reached("launch.worst-days") %}
    secret_key_fallbacks: SecretStr = Field(
        default=SecretStr(""),
        description="Secret keys of before, with commas: what they signed holds while they stand here.",
    )
    # {% endif %}
    allowed_hosts: Names = Field(
        default=["localhost", "127.0.0.1", "[::1]"],
        description="Host names that this store answers to, separated by commas.",
    )
    trusted_origins: Names = Field(
        default=[],
        description="Origins whose forms are accepted, with their scheme: https://shop.example.com",
    )
    database_url: DatabaseUrl = Field(
        description="Where the database is: postgres://USER:PASSWORD@HOST:PORT/NAME",
    )
    # {% if reached("scaling.pooler") %}
    database_pooled: bool = Field(
        default=False,
        description="Whether DATABASE_URL leads to a pooler of transactions, such as PgBouncer: yes or no.",
    )
    # {% endif %}
    # {% if reached("scaling.replica") %}
    replica_url: ReplicaUrl = Field(
        default=SecretStr(""),
        description="A database that follows the first, for pages that nobody writes; without it, none.",
    )
    # {% endif %}
    # {% if reached("real-services.valkey") %}
    redis_url: RedisUrl = Field(
        description="Where Redis or Valkey is, for the cache: redis://HOST:PORT/0",
    )
    # {% endif %}
    # {% if reached("background-work.celery") %}
    broker_url: QueuesUrl = Field(
        default=SecretStr(""),
        description="Where the queues are; beside the cache, if not set: redis://HOST:PORT/1",
    )
    # {% endif %}
    # {% if reached("background-work.order-mail") %}
    email_url: MailUrl = Field(
        default=SecretStr(""),
        description="Who sends mail: smtp+tls://USER:PASSWORD@HOST:587, file:///FOLDER or console:",
    )
    # {% endif %}
    # {% if reached("media.image-model") %}
    media_root: str = Field(
        default="media",
        description="The folder for uploaded pictures; a relative one lies below the project.",
    )
    # {% endif %}
    # {% if reached("catalog-api.throttling") and part("api") %}
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        description="How many proxies of yours stand in front of the shop, so that clients are told apart.",
    )
    # {% endif %}
    # {% if reached("stripe.gateway") %}
    stripe_secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="The secret key of your account at Stripe: sk_test_… or, in production, sk_live_…",
    )
    stripe_publishable_key: str = Field(
        default="",
        description="The key that browsers use at Stripe: pk_test_… or, in production, pk_live_…",
    )
    stripe_api_base: str = Field(
        default="",
        description="Where Stripe is played, in development and tests: http://127.0.0.1:PORT",
    )
    # {% endif %}
    # {% if reached("webhooks.signatures") %}
    webhook_secrets: SourceSecrets = Field(
        default=SecretStr(""),
        description="What senders of webhooks sign with: source=secret, two of one while they change.",
    )
    # {% endif %}
    # {% if reached("pipeline.version") %}
    release: str = Field(
        default="unknown",
        pattern=r"^[A-Za-z0-9._-]{1,64}$",
        description="The commit that this process was built from; anybody may see it. The image sets it.",
    )
    # {% endif %}
    # {% if reached("observability.metrics") and part("metrics") %}
    metrics_folder: str = Field(
        default="",
        description="The folder in which processes count for Prometheus; without it, nothing is counted.",
    )
    # {% endif %}
    # {% if reached("observability.sentry") and part("sentry") %}
    sentry_dsn: Annotated[SecretStr, AfterValidator(or_nothing(begins_with("https://")))] = Field(
        default=SecretStr(""),
        description="Where errors are told to: https://KEY@HOST/PROJECT; without it, nowhere.",
    )
    # {% endif %}
    # {% if reached("observability.tracing") and part("tracing") %}
    otlp_endpoint: str = Field(
        default="",
        description="Where traces go, by OTLP over HTTP: http://COLLECTOR:4318; without it, nowhere.",
    )
    traces_share: float = Field(default=0.1, ge=0, le=1, description="Which share of traces is kept: 0 to 1.")
    # {% endif %}
    # {% if reached("scaling.purge") %}
    edge_purge_url: str = Field(
        default="",
        description="Where a CDN is told what has changed: https://HOST/PATH; without it, nobody is told.",
    )
    edge_purge_key: SecretStr = Field(default=SecretStr(""), description="The CDN's key for that.")
    # {% endif %}
    # {% if reached("scaling.shedding") %}
    shed_above: Annotated[dict[str, int], NoDecode, BeforeValidator(split_numbers)] = Field(
        default={},
        description="From how many requests under way a kind is refused: lists=1, pages=2, carts=3",
    )
    # {% endif %}
    # {% if reached("scaling.waiting-room") %}
    waiting_room: bool = Field(
        default=False, description="Whether `manage.py waiting_room` can let people stand in line: yes or no."
    )
    # {% endif %}
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO",
        description="How much the store tells: DEBUG, INFO, WARNING or ERROR.",
    )

    @property
    def debug(self) -> bool:
        """Whether Django may show what it knows to whoever sees an error. Never by a variable of its own."""
        return self.shop_env is Stage.DEVELOPMENT


def load_environment(**overrides: Any) -> Environment:
    """Read the environment once and name everything that is wrong with it at once.

    Args:
        overrides: values that stand in for variables, by field name; tests use them.

    Raises:
        ImproperlyConfigured: one line for each bad variable: what was found, expected and to be done.
    """
    try:
        return Environment(**overrides)
    except ValidationError as error:
        raise ImproperlyConfigured(explain(error)) from None
    # {% if reached("containers.secrets") %}
    except (PermissionError, SettingsError) as error:
        refused = error if isinstance(error, PermissionError) else error.__cause__
        if not isinstance(refused, PermissionError):
            raise
        raise ImproperlyConfigured(
            f"The store could not start: this user may not read {refused.filename}.\n"
            "Do: let the number under which the container runs read it, and nobody else reach its folder."
        ) from None
    # {% endif %}


def explain(error: ValidationError) -> str:
    """Say in plain sentences which variables are wrong, without ever repeating a secret."""
    lines = ["The store could not start: its environment is not complete or not right."]
    for problem in error.errors(include_url=False, include_context=False):
        name = ".".join(str(part) for part in problem["loc"])
        lines.append(f"  {name.upper()}: {said(name, problem)}")
    lines.append("Do: set these in the environment or in .env; .env.example explains each of them.")
    return "\n".join(lines)


def said(name: str, problem: Any) -> str:
    """One problem as a clause; the value found is shown only where it cannot be a secret."""
    field = Environment.model_fields.get(name)
    if field is None:
        return f"no such variable. There are {', '.join(Environment.model_fields).upper()}."
    if problem["type"] == "missing":
        return f"not set. {field.description}"
    found = "" if field.annotation is SecretStr else f" Found {problem['input']!r}."
    return f"{problem['msg']}.{found} {field.description}"


environment = load_environment()
