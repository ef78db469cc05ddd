"""What the tests of metrics may ask for."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from prometheus_client import REGISTRY

from shop.core import observing
from shop.metrics.counting import count, timed


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process counts, until the test ends."""
    monkeypatch.setattr(observing, "_observers", [*observing._observers, timed])  # noqa: SLF001
    monkeypatch.setattr(observing, "_listeners", [*observing._listeners, count])  # noqa: SLF001


@pytest.fixture
def empty_queues(settings: Any) -> None:
    """Queues that nobody uses."""
    settings.CELERY_BROKER_URL = urlsplit(settings.CELERY_BROKER_URL)._replace(path="/15").geturl()


class Since:
    """How much a figure has grown since the test began."""

    def __init__(self) -> None:
        self.before = self.now()

    @staticmethod
    def now() -> dict[tuple[str, ...], float]:
        """All that this process has counted."""
        return {
            (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
            for family in REGISTRY.collect()
            for sample in family.samples
        }

    def __call__(self, name: str, *labels: str) -> float:
        """How much of one was added."""
        key = (name, *labels)
        return self.now().get(key, 0) - self.before.get(key, 0)


@pytest.fixture
def since() -> Since:
    """What is counted from here on."""
    return Since()
