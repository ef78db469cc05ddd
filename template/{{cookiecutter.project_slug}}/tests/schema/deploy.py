"""A deploy's process of its own, with a package of migrations of the test's: it is killed."""

import sys

from django.conf import settings
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    folder, package, *words = sys.argv[1:]
    sys.path.insert(0, folder)
    settings.MIGRATION_MODULES = {"schema": package}
    execute_from_command_line(["manage.py", *words])
