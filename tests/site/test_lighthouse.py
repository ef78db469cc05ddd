"""Lighthouse finds nothing to mend but what takes time; how long a page takes is measured by `make bench`."""

from pathlib import Path

import pytest
from benchmarks.lighthouse import PAGES, scores, served

TIMELESS = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.usefixtures("browser")
def test_lighthouse_gives_all_points(site: Path, kind: str) -> None:
    with served(site) as address:
        points, found = scores(f"{address}/{PAGES[kind]}", TIMELESS)

    # The page is served here, and names the address at which it will be published.
    assert [one for one in found if one != "seo: canonical"] == []
    assert points["accessibility"] == points["best-practices"] == 100
    assert points["seo"] >= 95 or found == ["seo: canonical"]
