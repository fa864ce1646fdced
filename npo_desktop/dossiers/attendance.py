"""Attendance of one pupil in one period, and what it means. Source: SCORING.md, section 2."""

from dataclasses import dataclass
from datetime import date

from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import TOLERANCE

AMBER, RED = 5.0, 10.0  # per cent of lessons missed, at least


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """Lessons of a period, or half days: as the school counts."""

    starts_on: date
    ends_on: date
    lessons: float
    missed: float
    late: float | None = None  # times
    unauthorised: float | None = None  # lessons

    @property
    def share(self) -> float:
        """Lessons missed, in per cent of all."""
        return missed_share(self.lessons, self.missed)

    @property
    def band(self) -> Band:
        """Red, amber or green."""
        return attendance_band(self.lessons, self.missed)


def missed_share(lessons: float, missed: float) -> float:
    """``missed`` of ``lessons`` in per cent. ValueError: no lessons, or more missed than given."""
    if lessons <= 0 or not 0 <= missed <= lessons:
        raise ValueError(f"{missed!r} of {lessons!r} lessons cannot be missed")
    return 100 * missed / lessons


def attendance_band(lessons: float, missed: float) -> Band:
    """Low from 10 %, watch from 5 % of lessons missed (both within 1e-9), else fine."""
    share = missed_share(lessons, missed)
    if share >= RED - TOLERANCE:
        return Band.LOW
    return Band.WATCH if share >= AMBER - TOLERANCE else Band.FINE
