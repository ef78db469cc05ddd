"""Let `pytest` work with nothing started: it brings the real servers up, and takes them down when it ends."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from local.interrupts import interruptible
from local.processes import ServerError
from local.services import running

os.environ.setdefault("SHOP_ENV", "test")
os.environ.setdefault("SECRET_KEY", "tests-only-and-nowhere-else")
# {% if reached("media.image-model") %}
# What tests upload stays out of the folder that `make run` shows.
os.environ.setdefault("MEDIA_ROOT", ".local/test-media")
# {% endif %}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Start the servers before Django reads its settings."""
    servers = ExitStack()
    early_config.add_cleanup(servers.close)
    servers.enter_context(interruptible())
    try:
        servers.enter_context(running())
    except ServerError as error:
        raise pytest.UsageError(str(error)) from error
    return (yield)
