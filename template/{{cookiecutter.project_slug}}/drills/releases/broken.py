"""A release that starts, is ready, shows its first page, and cannot fill a cart."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as SOUND

MIDDLEWARE = [*SOUND, "tests.release.breaking.without_carts"]
