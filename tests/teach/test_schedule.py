"""A schedule never loses a minute, cuts blocks where people rest, and knows what would make it fit."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from shopwright.course.manifest import Chapter, Span, load_course
from shopwright.course.opening import KIT
from shopwright.course.plans import Breaks, Chosen, Lunch, Plan, Session, find_plan, load_plans, shown
from shopwright.course.schedule import PACES, Schedule, schedule

NINE = 9 * 60


def chapter(slug: str, teach: int, do: int) -> Chapter:
    spans = {
        "teach": Span(teach // 2, teach, teach * 2, "estimated"),
        "do": Span(do // 2, do, do * 2, "estimated"),
    }
    return Chapter(slug, 1, slug.title(), "Part", "", Path(slug), None, spans, ())


def plan(*chosen: Chosen, minutes: int = 480, lunch: Lunch | None = None, every: int = 90) -> Plan:
    session = Session("A day", NINE, minutes, chosen, lunch)
    return Plan("own", "Own", "", "", "", (session,), Breaks(every, 15), opening=10, closing=5)


def lines(found: Schedule) -> list[str]:
    return [
        f"{shown(slot.begin)} {slot.minutes} {slot.kind} {slot.part}".strip()
        for slot in found.sessions[0].slots
    ]


def test_a_day_has_its_parts_in_their_order() -> None:
    day = plan(
        Chosen(chapter("a", 75, 80)), Chosen(chapter("b", 60, 40)), minutes=400, lunch=Lunch(12 * 60, 60)
    )

    assert lines(schedule(day)) == [
        "09:00 10 opening",
        "09:10 75 teach",
        "10:25 15 break",
        "10:40 80 do",
        "12:00 60 lunch",
        "13:00 60 teach",
        "14:00 40 do",
        "14:40 55 reserve",
        "15:35 5 closing",
    ]


def test_a_long_block_is_cut_by_breaks_and_by_lunch() -> None:
    day = plan(Chosen(chapter("a", 150, 60)), minutes=300, lunch=Lunch(11 * 60 + 30, 30))

    assert lines(schedule(day)) == [
        "09:00 10 opening",
        "09:10 80 teach 1 of 3",
        "10:30 15 break",
        "10:45 45 teach 2 of 3",
        "11:30 30 lunch",
        "12:00 25 teach 3 of 3",
        "12:25 60 do",
        "13:25 30 reserve",
        "13:55 5 closing",
    ]


@pytest.mark.parametrize("every", [20, 31, 45, 90, 0])
@pytest.mark.parametrize("teach", [1, 19, 30, 31, 41, 99, 240])
def test_no_minute_is_lost_and_nobody_works_too_long(every: int, teach: int) -> None:
    found = schedule(plan(Chosen(chapter("a", teach, 35)), every=every, minutes=720))

    slots = found.sessions[0].slots
    assert all(one.end == two.begin for one, two in pairwise(slots))
    assert sum(slot.minutes for slot in slots if slot.kind == "teach") == teach
    assert sum(slot.minutes for slot in slots if slot.kind == "do") == 35
    worked = longest = 0
    for slot in slots:
        worked = 0 if slot.kind in ("break", "reserve") else worked + slot.minutes
        longest = max(longest, worked)
    assert every == 0 or longest <= every + 10
    assert slots[-1].end == NINE + 720


def test_what_is_over_time_says_what_would_make_it_fit() -> None:
    found = schedule(plan(Chosen(chapter("a", 60, 20)), Chosen(chapter("b", 30, 60)), minutes=160))

    assert found.over == 40
    assert found.sessions[0].relief == (
        ("give the work of `b` to take home", 60),
        ("leave out `a`", 95),
        ("leave out `b`", 105),
    )


def test_several_are_left_out_if_one_is_not_enough() -> None:
    three = [Chosen(chapter(name, 40, 40)) for name in "abc"]

    found = schedule(plan(*three, minutes=110))

    assert [what for what, _ in found.sessions[0].relief] == ["leave out `b` and `c`"]
    assert schedule(plan(*three, minutes=60)).sessions[0].relief == ()


def test_work_at_home_takes_no_time_and_a_pace_takes_another() -> None:
    at_home = plan(Chosen(chapter("a", 60, 60), work="home"))

    minutes = {
        pace: [slot.minutes for slot in schedule(at_home, pace).sessions[0].slots if slot.kind == "teach"]
        for pace in PACES
    }

    assert minutes == {"quick": [30], "usual": [60], "slow": [80, 40]}
    assert not any(slot.kind == "do" for slot in schedule(at_home).sessions[0].slots)


def test_the_ready_plans_fit_and_say_why() -> None:
    course = load_course(KIT)
    plans = load_plans(course)

    assert [each.slug for each in plans] == ["half-day", "one-day", "three-days", "semester"]
    assert {each.slug: schedule(each).over for each in plans} == dict.fromkeys([p.slug for p in plans], 0)
    assert all(each.who and each.why and each.rest and each.without for each in plans)
    assert find_plan(course, "half-day").start == "reservations-start"


def test_a_room_moves_where_chapters_were_left_out() -> None:
    course = load_course(KIT)
    taught = find_plan(course, "three-days")

    assert taught.jumps(course) >= {"django-project", "products", "orders"}
    assert "reservations" not in taught.jumps(course)
    assert replace(taught, sessions=taught.sessions[:1]).start == "django-project-start"
