"""A release of this store in a folder, and what its processes are told here; for scripts beside this one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from config.environment import environment
from config.settings.tasks import CELERY_BROKER_URL
from django.core.management import call_command
from local.processes import as_plain_user
from tests.deploy.conftest import UNWANTED
from tests.deploy.release import environment as told
from tests.deploy.release import lay_out, seal, unseal


@contextmanager
def released() -> Iterator[tuple[Path, dict[str, str]]]:
    """Have a release inside a `with` block, whose database is ready, and its variables."""
    variables = {
        "DATABASE_URL": environment.database_url.get_secret_value(),
        "REDIS_URL": environment.redis_url.get_secret_value(),
        "BROKER_URL": CELERY_BROKER_URL,
    }
    call_command("migrate", verbosity=0)
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        lay_out(folder)
        collect = [*as_plain_user(folder), "python", "manage.py", "collectstatic", "--verbosity=0", *UNWANTED]
        subprocess.run(collect, cwd=folder, env=told(variables), check=True)
        seal(folder)
        try:
            yield folder, variables
        finally:
            unseal(folder)
