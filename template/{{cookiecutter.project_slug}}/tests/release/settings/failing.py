"""A release whose migration fails."""

from config.settings import INSTALLED_APPS as SOUND
from tests.release.settings.good import *  # noqa: F403

INSTALLED_APPS = [*SOUND, "tests.release.failing"]
