"""What these tests may ask for: all that the tests of production have."""

from tests.deploy.conftest import release, variables  # noqa: F401 - those are wanted here, too
from tests.workers.conftest import broker, desk, sender, valkey  # noqa: F401
