"""What the charts of people and weeks show."""

from dataclasses import dataclass
from datetime import date

from npo_desktop.charts.load_chart import Meeting, staff_bars, week_chart


@dataclass(frozen=True)
class Off:
    starts_on: date
    ends_on: date


def test_bars_stand_on_one_scale_with_a_tick_at_what_there_is() -> None:
    over, full, none = staff_bars([("A", 90, 60), ("B", 120, 120), ("C", 0, 30)])
    assert (over.used_share, over.over_share, over.tick_share) == (0.5, 0.25, 0.5)
    assert over.is_over and not over.is_full
    assert full.is_full and full.used_share == full.tick_share == 1
    assert not none.is_over and not none.is_full and none.used_share == 0


def test_nobody_gives_no_bars() -> None:
    assert staff_bars([]) == ()


def test_holiday_weeks_are_empty_and_a_day_off_takes_its_meetings_away() -> None:
    off = (
        Off(date(2026, 12, 21), date(2027, 1, 8)),  # three weeks
        Off(date(2026, 12, 15), date(2026, 12, 15)),  # a Tuesday
    )
    meetings = (Meeting(30, 1), Meeting(45, 2), Meeting(15))
    chart = week_chart(date(2026, 12, 7), date(2027, 1, 15), off, meetings, 60)
    assert [bar.number for bar in chart.bars] == [50, 51, 52, 53, 1, 2]
    assert [bar.minutes for bar in chart.bars] == [90, 45, 0, 0, 0, 90]
    assert [bar.is_holiday for bar in chart.bars] == [False, False, True, True, True, False]
    assert [bar.number for bar in chart.over] == [50, 2]
    assert chart.line_share == 60 / 90


def test_a_block_that_begins_in_the_middle_of_a_week_counts_its_own_days_only() -> None:
    chart = week_chart(
        date(2026, 12, 9), date(2026, 12, 9), (), (Meeting(30, 1), Meeting(30, 3)), None
    )
    assert [bar.minutes for bar in chart.bars] == [30]
    assert chart.over == ()
