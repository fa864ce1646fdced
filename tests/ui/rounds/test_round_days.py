"""The days that a new round is offered."""

from datetime import date, timedelta

import pytest

from ui.rounds.round_days import usual_end, usual_start

WEEK = [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]


@pytest.mark.parametrize("day", WEEK)
def test_a_round_begins_on_a_school_day_and_ends_on_a_friday(day: date) -> None:
    starts_on = usual_start(day)

    assert starts_on.weekday() < 5 and 0 <= (starts_on - day).days <= 2
    assert usual_end(starts_on).weekday() == 4
    assert 21 <= (usual_end(starts_on) - starts_on).days <= 25
