"""Attendance: read from a file, and the newest of each pupil."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from npo_desktop import clock
from npo_desktop.dossiers.attendance import AttendanceFacts
from npo_desktop.errors import UserError
from npo_desktop.files.attendance_file import COUNTS, AttendanceFile, AttendanceRow
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import Row, all_rows
from npo_desktop.queries.imports.import_preview import ImportSummary
from npo_desktop.queries.imports.record_imports import Key, apply_plan, plan_records
from npo_desktop.queries.imports.record_preview import RecordLine, RecordPreview
from npo_desktop.store.scan_tables import Attendance

AttendanceLine = RecordLine[AttendanceRow]
AttendancePreview = RecordPreview[AttendanceRow]


def preview_attendance(
    session: Session,
    file: AttendanceFile,
    *,
    today: date | None = None,
    decisions: Mapping[int, UUID] | None = None,
) -> AttendancePreview:
    """What importing this attendance would do. Reads only; ``decisions`` as for results."""
    if file.needs:
        text = {
            "pupil": _("It is not clear which column holds the names or numbers of the pupils."),
            "day": _("The file does not say which period this is."),
        }.get(file.needs, _("It is not clear which columns hold the lessons and what was missed."))
        raise UserError(
            text, _("Open the file in the window and name its columns once; that is remembered.")
        )
    day = today or clock.today()
    return plan_records(session, file, _KeptAttendance(session), day, decisions or {}).preview


def apply_attendance(session: Session, preview: AttendancePreview) -> ImportSummary:
    """Write what is ticked, noted so that it can be taken back. The caller commits."""
    kept = _KeptAttendance(session)
    plan = plan_records(session, preview.file, kept, preview.today, preview.decisions)
    return apply_plan(session, plan, preview)


class _KeptAttendance:
    """One row a pupil and period."""

    table = "attendance"

    def __init__(self, session: Session) -> None:
        self.rows = all_rows(session, "attendance")

    def stored(self) -> Mapping[Key, Row]:
        return {(row["pupil_id"], row["starts_on"], row["ends_on"]): row for row in self.rows}

    def key(self, pupil_id: UUID, row: AttendanceRow) -> Key:
        return (pupil_id, row.starts_on, row.ends_on)

    def values(self, pupil_id: UUID, row: AttendanceRow, before: Row | None) -> dict[str, Any]:
        said = dict(row.values)
        if before is not None:
            return said
        return {
            **dict.fromkeys(COUNTS),
            **{"pupil_id": pupil_id, "starts_on": row.starts_on, "ends_on": row.ends_on},
            **said,
        }

    def again(self, line: int) -> str:
        text = _("Row {line} says something else of the same period; that one counts.")
        return text.format(line=line)


def attendance_by_pupil(
    session: Session, until: date, *, pupil_id: UUID | None = None
) -> dict[UUID, AttendanceFacts]:
    """The newest period that began by then, of one pupil or of all."""
    query = _newest(pupil_id is not None)
    found: dict[UUID, AttendanceFacts] = {}
    for pupil, *facts in session.execute(query, {"until": until, "pupil_id": pupil_id}):
        found[pupil] = AttendanceFacts(*facts)  # newest last
    return found


@cache  # to build the statement takes longer than to run it
def _newest(of_one_pupil: bool) -> Select[Any]:
    columns: tuple[Any, ...] = (
        *(Attendance.pupil_id, Attendance.starts_on, Attendance.ends_on, Attendance.lessons),
        *(Attendance.missed, Attendance.late, Attendance.unauthorised),
    )
    query: Select[Any] = sa_select(*columns).where(col(Attendance.starts_on) <= bindparam("until"))
    if of_one_pupil:
        query = query.where(col(Attendance.pupil_id) == bindparam("pupil_id"))
    return query.order_by(col(Attendance.ends_on), col(Attendance.starts_on))
