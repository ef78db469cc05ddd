"""The page about capacity is what the command says, and the command does what it says."""

from dataclasses import replace

from benchmarks.capacity import PAGE, measured, needs, page, told


def test_the_page_is_what_the_command_prints() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_ten_times_the_orders_need_about_ten_times_as_much() -> None:
    ten, hundred = (needs(rate, measured(), told()) for rate in (10, 100))

    assert hundred["statements a second that write"] == 10 * ten["statements a second that write"]
    assert hundred["gigabytes a day"] == 10 * ten["gigabytes a day"]
    assert 9 * ten["cores for all of it"] < hundred["cores for all of it"] <= 10 * ten["cores for all of it"]


def test_what_takes_longer_needs_more() -> None:
    has = measured()
    slower = replace(has, page=2 * has.page)

    name = "cores for all of it"
    assert needs(100, slower, told())[name] > needs(100, has, told())[name]


def test_without_a_cdn_the_shop_is_asked_for_all() -> None:
    assumed = told()
    alone = {**assumed, "shoppers": {**assumed["shoppers"], "kept_by_a_cdn": 0}}

    assert needs(10, measured(), alone)["pages a second, of these asked of the shop"] == 3000
