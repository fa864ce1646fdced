"""The stairs: eleven steps that rise, the newest mark filled, and nothing drawn that judges."""

from dataclasses import fields
from datetime import date
from itertools import pairwise

from npo_desktop.charts.life_chart import LifeChart, Standing, Step, life_chart
from npo_desktop.dossiers.life_mark import Given, LifeMark


def mark(round_name: str, value: int | None, given: Given = Given.MARK) -> LifeMark:
    return LifeMark(round_name, date(2026, 11, 16), given, value)


def test_eleven_steps_rise_evenly_from_left_to_right() -> None:
    steps = life_chart(()).steps
    assert [step.number for step in steps] == list(range(11))
    assert steps[0].left == 0 and abs(steps[-1].right - 1) < 1e-9 and abs(steps[-1].top - 1) < 1e-9
    rises = [b.top - a.top for a, b in pairwise(steps)]
    assert min(rises) > 0 and max(rises) - min(rises) < 1e-9


def test_marks_stand_on_their_steps_and_share_one_by_standing_above_each_other() -> None:
    chart = life_chart([mark("1", 9), mark("2", 9), mark("3", 10)])
    told = [(one.round, one.number, one.above, one.is_now) for one in chart.standings]
    assert told == [("3", 10, 0, True), ("2", 9, 0, False), ("1", 9, 1, False)]
    for one in chart.standings:
        step = chart.steps[one.number]
        assert step.left < one.at < step.right and one.top == step.top


def test_zero_is_a_mark_and_a_blank_is_none() -> None:
    chart = life_chart([mark("1", 0), mark("2", None, Given.BLANK)])
    assert [(one.number, one.is_now) for one in chart.standings] == [(0, False)]


def test_the_chart_has_no_room_for_a_band_a_limit_or_a_figure_of_others() -> None:
    names = {field.name for kind in (LifeChart, Step, Standing) for field in fields(kind)}
    assert names == {
        *("steps", "standings", "number", "left", "right", "top"),
        *("at", "above", "held_on", "round", "is_now"),
    }
