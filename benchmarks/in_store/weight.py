"""Run inside a store: weigh a page and what it loads, as it goes over the line. The last line is JSON."""

# ruff: noqa: E402 - Django must be told where the settings are before it is imported
import gzip
import json
import os
import re
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SHOP_ENV"] = "test"

import django

django.setup()

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

LEVEL = 6  # nginx's own is 1; a CDN's is higher


def size(address: str) -> int:
    """The bytes of an uploaded picture."""
    name = address.removeprefix(settings.MEDIA_URL)
    return (Path(settings.MEDIA_ROOT) / name).stat().st_size


def static(address: str) -> bytes:
    """What lies at a static address."""
    found = finders.find(address.removeprefix(settings.STATIC_URL).split("?")[0])
    return Path(str(found)).read_bytes()


def zipped(content: bytes) -> int:
    """The bytes of something after compression."""
    return len(gzip.compress(content, LEVEL))


def main() -> None:
    """Fill the store as its own `make run` does, and weigh."""
    call_command("migrate", verbosity=0)
    call_command("seed_catalog", verbosity=0)
    page = Client(headers={"host": "localhost"}).get("/").content
    text = page.decode()
    styles = [static(one) for one in re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)]
    scripts = [static(one) for one in re.findall(r'<script[^>]* src="([^"]+)"', text)]
    sets = [one.split(", ") for one in re.findall(r'srcset="([^"]+)"', text)]
    by_width: dict[int, int] = {}
    for one in sets:
        for address, width in (entry.split() for entry in one):
            number = int(width.removesuffix("w"))
            by_width[number] = by_width.get(number, 0) + size(address)
    kilo = {
        "the list, not compressed": len(page),
        "the list, compressed": zipped(page),
        "styles and scripts, compressed, once": sum(map(zipped, styles + scripts)),
    }
    kilo |= {f"all pictures of the list, {width} wide": sum_ for width, sum_ in sorted(by_width.items())}
    print(json.dumps({"kilo": kilo, "pictures": len(sets)}))


# The seed draws pictures in processes of its own, which import this file again.
if __name__ == "__main__":
    main()
