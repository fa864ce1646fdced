"""Attendance of a period as a file has it, before it is compared with the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from npo_desktop.files.record_file import RecordFile
from npo_desktop.files.result_file import PUPIL_FIELDS, RESULT_FIELDS
from npo_desktop.i18n import _

ATTENDANCE_FIELDS: Mapping[str, Callable[[], str]] = {  # what a column can hold
    **{field: RESULT_FIELDS[field] for field in PUPIL_FIELDS},
    "period": lambda: _("Period"),
    "starts_on": lambda: _("From"),
    "ends_on": lambda: _("Until"),
    "lessons": lambda: _("Lessons"),
    "missed": lambda: _("Lessons missed"),
    "authorised": lambda: _("Missed with leave"),
    "unauthorised": lambda: _("Missed without leave"),
    "late": lambda: _("Times late"),
}
COUNTS = ("lessons", "missed", "late", "unauthorised")


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One pupil in one period. ``None``: the file does not say."""

    line: int
    pupil: int
    starts_on: date | None = None
    ends_on: date | None = None
    lessons: float | None = None  # or half days, or hours: as the school counts
    missed: float | None = None
    late: float | None = None  # times
    unauthorised: float | None = None
    place: int = 0
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was counted for this pupil."""
        return self.missed is None

    @property
    def values(self) -> Mapping[str, Any]:
        """What the file says, by column of the store."""
        said = {name: getattr(self, name) for name in COUNTS}
        return {name: value for name, value in said.items() if value is not None}


AttendanceFile = RecordFile[AttendanceRow]
