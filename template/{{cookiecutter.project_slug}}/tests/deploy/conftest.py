"""What the tests of production may ask for."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.environment import environment as here
from local.processes import as_plain_user
from tests.deploy.release import environment, lay_out, seal, unseal
from tests.workers.conftest import broker, desk, sender, valkey  # noqa: F401 - those are wanted here, too
from tests.workers.crew import database

NOWHERE = {
    "DATABASE_URL": "postgres://nobody@db.invalid/shop",
    "REDIS_URL": "redis://cache.invalid/0",
    "BROKER_URL": "redis://queues.invalid/0",
}
# What no test here asks for: to compress it takes half a minute.
UNWANTED = ("--ignore=drf_*", "--ignore=rest_*", "--ignore=fonts")


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What an image has, with its static files collected, in a folder that cannot be written."""
    folder = tmp_path_factory.mktemp("release")
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above != above.parent:
            above.chmod(above.stat().st_mode | 0o011)
    lay_out(folder)
    subprocess.run(
        [*as_plain_user(folder), "python", "manage.py", "collectstatic", "--verbosity=0", *UNWANTED],
        cwd=folder,
        env=environment(NOWHERE),
        check=True,
    )
    seal(folder)
    yield folder
    unseal(folder)


@pytest.fixture
def variables(db: None, broker: str, tmp_path: Path) -> dict[str, str]:  # noqa: F811
    """What a process of production needs beside what is safe: real servers, and a place for what passes."""
    return {
        "DATABASE_URL": database(),
        "REDIS_URL": here.redis_url.get_secret_value(),
        "BROKER_URL": broker,
        "TMPDIR": str(tmp_path),
    }
