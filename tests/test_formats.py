"""Times and days of the week as each of the languages writes them."""

from datetime import datetime

import pytest

from npo_desktop.formats import WEEKDAYS, short_weekday, time_text

AFTERNOON, MORNING = datetime(2026, 11, 20, 15, 42, 7), datetime(2026, 11, 20, 9, 5)


@pytest.mark.parametrize("language", ["nl", "pap", "es"])
def test_a_moment_has_a_point_between_hours_and_minutes(language: str) -> None:
    assert time_text(AFTERNOON, language) == "15.42"
    assert time_text(MORNING, language) == "9.05"
    assert time_text(AFTERNOON, language, seconds=True) == "15.42.07"


def test_in_english_it_has_a_colon() -> None:
    assert time_text(AFTERNOON, "en") == "15:42"
    assert time_text(AFTERNOON, "en", seconds=True) == "15:42:07"


@pytest.mark.parametrize("language", WEEKDAYS)
def test_no_two_days_of_the_week_are_short_for_the_same(language: str) -> None:
    short = [short_weekday(day, language) for day in range(1, 8)]
    assert len(set(short)) == 7, short


def test_short_days_are_those_that_people_write() -> None:
    assert short_weekday(3, "nl") == "wo" and short_weekday(3, "en") == "Wed"
    assert [short_weekday(day, "pap") for day in (1, 3, 5)] == ["lun", "ras", "biè"]
