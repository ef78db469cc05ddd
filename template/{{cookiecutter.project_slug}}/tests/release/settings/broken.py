"""A release that starts, is ready, shows its first page, and cannot fill a cart."""

from config.settings import MIDDLEWARE as SOUND
from tests.release.settings.good import *  # noqa: F403

MIDDLEWARE = [*SOUND, "tests.release.breaking.without_carts"]
