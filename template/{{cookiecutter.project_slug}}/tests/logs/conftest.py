"""What the tests of lines may ask for."""

from tests.workers.conftest import broker, desk, valkey

__all__ = ["broker", "desk", "valkey"]
