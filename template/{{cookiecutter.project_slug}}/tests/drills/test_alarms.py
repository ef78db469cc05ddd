"""Every alarm leads to a page, and each page names the alarms that lead to it."""

from drills.alarms import SIMPLE, simple
from drills.page import names, runbook
from tests.metrics.test_rules import ALARMS


def test_every_alarm_names_a_page_and_is_named_by_it() -> None:
    leads = {(alarm["alert"], alarm["annotations"]["runbook"]) for alarm in ALARMS}

    assert {page for _, page in leads} <= set(names())
    assert [(name, page) for name, page in leads if name not in runbook(page).alarms] == []


def test_pages_name_no_alarm_that_there_is_not() -> None:
    known = {alarm["alert"] for alarm in ALARMS} | {"none"}

    assert {name for page in names() for name in runbook(page).alarms} <= known


def test_alarms_that_compare_figures_of_a_moment_can_be_asked() -> None:
    asked = {"DatabaseDown", "BrokerDown", "RelayStopped", "WorkGivenUp", "MessagesGivenUp", "PurgesLate"}

    assert asked <= simple().keys()
    assert not SIMPLE.fullmatch("sum(rate(shop_request_seconds_count[5m])) > 1")
