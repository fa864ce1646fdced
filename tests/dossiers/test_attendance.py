"""Attendance: amber from 5 % of lessons missed, red from 10 %."""

from datetime import date

import pytest

from npo_desktop.dossiers.attendance import AttendanceFacts, attendance_band, missed_share
from npo_desktop.scoring.norms import Band


@pytest.mark.parametrize(
    ("lessons", "missed", "band"),
    [
        (200, 0, Band.FINE),
        (200, 9.9, Band.FINE),
        (200, 10, Band.WATCH),
        (200, 19.9, Band.WATCH),
        (200, 20, Band.LOW),
        (200, 200, Band.LOW),
        (0.3, 0.03, Band.LOW),  # 10 %, whatever the floating point makes of it
    ],
)
def test_the_bands_begin_at_five_and_ten_per_cent(
    lessons: float, missed: float, band: Band
) -> None:
    assert attendance_band(lessons, missed) is band


@pytest.mark.parametrize(("lessons", "missed"), [(0, 0), (-1, 0), (10, -1), (10, 11)])
def test_what_cannot_be_is_refused(lessons: float, missed: float) -> None:
    with pytest.raises(ValueError, match="lessons"):
        missed_share(lessons, missed)


def test_facts_know_their_share_and_band() -> None:
    facts = AttendanceFacts(date(2026, 8, 17), date(2026, 10, 13), 160, 16)

    assert (facts.share, facts.band) == (10.0, Band.LOW)
