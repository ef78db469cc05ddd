"""Dashboards show figures that there are, and all of them."""

import json
import re
from collections.abc import Iterator

import pytest

from shop.metrics.slo import DEPLOY
from tests.metrics.figures import NAMES, told
from tests.metrics.test_rules import RECORDED

BOARDS = sorted((DEPLOY.parent / "grafana" / "dashboards").glob("*.json"))


def queries() -> Iterator[tuple[str, str]]:
    """Each query, with where it stands."""
    for file in BOARDS:
        for panel in json.loads(file.read_text(encoding="utf-8"))["panels"]:
            for target in panel["targets"]:
                yield f"{file.stem}: {panel['title']}", target["expr"]


def family(name: str) -> str:
    """What a figure is a part of."""
    return re.sub(r"_(bucket|count|sum)$", "", name)


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_queues")
def test_every_query_asks_for_figures_that_are_told() -> None:
    known = told() | RECORDED

    unknown = {
        f"{where}: {name}" for where, query in queries() for name in NAMES.findall(query) if name not in known
    }

    # {% if reached("scaling.alarms") %}
    assert len(list(queries())) == 41
    # {% else %}
    assert len(list(queries())) == 37
    # {% endif %}
    assert unknown == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_queues")
def test_every_figure_is_on_a_dashboard() -> None:
    shown = {family(name) for _, query in queries() for name in NAMES.findall(query)}

    assert {family(name) for name in told()} - shown == set()


def test_every_panel_has_a_place_and_says_what_it_is() -> None:
    for file in BOARDS:
        board = json.loads(file.read_text(encoding="utf-8"))
        panels = board["panels"]
        assert len({(one["gridPos"]["x"], one["gridPos"]["y"]) for one in panels}) == len(panels)
        assert len({one["id"] for one in panels}) == len(panels)
        assert all(one["description"] and one["title"] for one in panels)
        assert {one["datasource"]["uid"] for one in panels} == {"shop"}
