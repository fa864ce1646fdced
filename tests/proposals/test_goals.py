"""The help with goals, and weeks that leave the holidays out."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.i18n import pick
from npo_desktop.proposals.goals import (
    Gap,
    GoalText,
    check_dates,
    check_goal,
    refuse_impossible,
    weeks_text,
)
from npo_desktop.proposals.plan import school_weeks
from npo_desktop.proposals.school_weeks import (
    count_weeks,
    is_school_day,
    next_school_day,
    planned_sessions,
)


@dataclass(frozen=True)
class Off:
    starts_on: date
    ends_on: date


CHRISTMAS = Off(date(2026, 12, 21), date(2027, 1, 8))  # three whole weeks
CARNIVAL = Off(date(2027, 2, 8), date(2027, 2, 9))  # a Monday and a Tuesday
GOOD = GoalText("Emely starts within 2 minutes in 4 of 5 lessons.", "EF-INI", 29, 57, 57)


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.use("en")


def gaps(goal: GoalText, name: str = "Emely") -> list[Gap]:
    return [remark.gap for remark in check_goal(goal, name)]


def test_a_goal_that_says_who_does_what_how_often_is_right() -> None:
    assert gaps(GOOD) == []


def test_every_example_goal_of_the_catalogue_is_measurable_as_it_stands(content: Content) -> None:
    for language in ("nl", "en"):
        i18n.use(language)
        for goal in content.catalogue.goals:
            words = pick(goal.texts).replace("{name}", "Emely")
            written = GoalText(words, goal.subscale, 20, 60, 48, pick(goal.observe))
            assert gaps(written) == [], (language, words)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("", Gap.NO_GOAL),
        ("Starts with the task in 4 of 5 lessons.", Gap.WHO),
        ("Emely reads 5.", Gap.WHAT),
        ("Emely starts quicker with her own task.", Gap.HOW_OFTEN),
    ],
)
def test_what_is_missing_is_said_in_words(text: str, gap: Gap) -> None:
    goal = GoalText(text, "EF-INI", 29, 57, 57)
    assert gaps(goal) == [gap]
    assert all(remark.words for remark in check_goal(goal, "Emely"))


def test_a_target_below_the_start_stops_the_plan() -> None:
    below = GoalText(GOOD.text, "EF-INI", 40, 30, 68)
    (remark,) = check_goal(below, "Emely")
    assert remark.stops and remark.words == "The target 30 is below the start 40."
    with pytest.raises(UserError, match="below the start"):
        refuse_impossible(below)


def test_a_target_equal_to_the_start_is_no_target() -> None:
    assert gaps(GoalText(GOOD.text, "EF-INI", 40, 40, 68)) == [Gap.NOT_ABOVE_START]


def test_without_a_measure_it_stops_unless_it_says_how_one_will_see_it() -> None:
    bare = GoalText(GOOD.text)
    (remark,) = check_goal(bare, "Emely")
    assert remark.words == "No measure chosen." and remark.stops
    assert gaps(GoalText(GOOD.text, observe="Tally on the card, 3 weeks in a row.")) == []
    with pytest.raises(UserError, match="No measure chosen"):
        refuse_impossible(GoalText(GOOD.text, target=50))


def test_a_target_within_the_measurement_error_gets_the_hint_from_where_it_means_something() -> (
    None
):
    (remark,) = check_goal(GoalText(GOOD.text, "EF-INI", 29, 40, 57), "Emely")
    assert not remark.stops
    assert remark.words == "From 40 on it may be chance. From 57 on it would mean something."


def test_ten_weeks_of_school_step_over_three_weeks_of_holiday() -> None:
    monday = date(2026, 11, 30)
    last = school_weeks(monday, 10, [CHRISTMAS, CARNIVAL])
    assert last == date(2027, 2, 26)  # picture 09: 30 Nov to 26 Feb
    assert (
        weeks_text(monday, last, [CHRISTMAS, CARNIVAL])
        == "10 weeks of school; 3 weeks of holiday are not counted"
    )


def test_two_days_of_carnival_do_not_make_a_holiday_week() -> None:
    assert count_weeks(date(2027, 2, 8), date(2027, 2, 12), [CARNIVAL]).school == 1
    three = Off(date(2027, 2, 8), date(2027, 2, 10))
    assert count_weeks(date(2027, 2, 8), date(2027, 2, 12), [three]).holiday == 1


def test_weeks_of_school_agree_with_counting_day_by_day(chance: Random) -> None:
    """A second way: walk the days, and count a week as soon as three school days were in it."""
    for _case in range(300):
        start = date(2026, 8, 3) + timedelta(days=chance.randrange(300))
        off = []
        for _one in range(chance.randrange(5)):
            first = start + timedelta(days=chance.randrange(-10, 150))
            off.append(Off(first, first + timedelta(days=chance.randrange(21))))
        wanted = chance.randrange(1, 15)
        week, counted, ends = start - timedelta(days=start.weekday()), 0, start
        while counted < wanted:
            days = [week + timedelta(days=n) for n in range(5)]
            free = [d for d in days if not any(o.starts_on <= d <= o.ends_on for o in off)]
            if len(free) >= 3:
                counted, ends = counted + 1, free[-1]
            week += timedelta(days=7)
        assert school_weeks(start, wanted, off) == max(ends, start)


def test_holidays_without_end_are_refused_instead_of_searched_for_ever() -> None:
    with pytest.raises(UserError, match="weeks of school"):
        school_weeks(date(2026, 11, 30), 3, [Off(date(2026, 1, 1), date(2099, 1, 1))])


def test_a_start_in_a_holiday_is_said_with_the_next_school_day() -> None:
    start, review = check_dates(date(2026, 12, 28), date(2027, 1, 9), [CHRISTMAS])
    assert start == "This day is in a holiday. School begins again on 11 Jan 2027."
    assert review is None
    assert next_school_day(date(2026, 12, 28), [CHRISTMAS]) == date(2027, 1, 11)
    assert not is_school_day(date(2026, 11, 28), [])  # a Saturday


def test_planned_sessions_count_weeks_of_school_only() -> None:
    assert planned_sessions(3, date(2026, 11, 30), date(2027, 2, 26), [CHRISTMAS]) == 30
    assert planned_sessions(None, date(2026, 11, 30), date(2027, 2, 26), []) is None
    assert planned_sessions(3, date(2026, 11, 30), date(2026, 11, 1), []) == 0
