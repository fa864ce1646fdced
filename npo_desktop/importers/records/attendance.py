"""Read a list of attendance out of CSV or Excel: lessons of a period, and how many were missed.

Source: SCORING.md, section 2; reading rules of EXCHANGE.md, chapter 7.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from npo_desktop import clock
from npo_desktop.errors import UserError
from npo_desktop.files.attendance_file import AttendanceFile, AttendanceRow
from npo_desktop.files.pupil_file import Level, Message
from npo_desktop.files.record_file import ColumnUse
from npo_desktop.i18n import _
from npo_desktop.importers.cells import cell_date
from npo_desktop.importers.columns import other_table
from npo_desktop.importers.recognise import ATTENDANCE, Kind, roster_folder
from npo_desktop.importers.records.record_columns import Words, words_of
from npo_desktop.importers.records.record_table import (
    OpenTable,
    RecordChoices,
    names_pupils,
    open_table,
)
from npo_desktop.importers.records.result_cells import cell_decimal, is_no_result
from npo_desktop.importers.table_reading import open_file, refuse_questionnaire
from npo_desktop.importers.table_rows import RawRow

WORDS = Words(
    "attendance",
    words_of(
        {
            "period": "periode period tijdvak",
            "starts_on": "van vanaf begin begindatum startdatum periodevan start from startdate",
            "ends_on": "tot t/m totenmet eind einde einddatum periodetot until to end enddate",
            "lessons": "lessen aantallessen lestijden lesuren dagdelen aantaldagdelen schooldagen"
            " aantalschooldagen lessons sessions halfdays schooldays possible",
            "missed": "verzuim verzuimd totaalverzuim verzuimtotaal gemist gemistelessen"
            " lessengemist afwezig afwezigheid missed lessonsmissed absent absences absence",
            "authorised": "geoorloofd geoorloofdverzuim authorised authorized excused",
            "unauthorised": "ongeoorloofd ongeoorloofdverzuim unauthorised unauthorized unexcused",
            "late": "telaat laat aantalkeertelaat keertelaat late lateness tardy tardies",
        }
    ),
)
_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}"
_NUMBERS = ("lessons", "missed", "authorised", "unauthorised", "late")


def read_attendance(
    path: Path,
    *,
    columns: Mapping[int, ColumnUse] | None = None,
    corrections: Mapping[tuple[int, int], str] | None = None,
    sheet: str | None = None,
    date_order: str | None = None,
    period: tuple[date, date] | None = None,
    today: date | None = None,
) -> AttendanceFile:
    """All rows of a list of attendance. Raises ``UserError``; choices as for results.

    ``period``: first and last day, for a list that does not say so itself.
    """
    this_day = today or clock.today()
    if roster_folder(path):
        raise UserError(_("This is OneRoster or School Data Sync."), ATTENDANCE.again())
    opened = open_file(path, ATTENDANCE)
    if opened.kind not in (Kind.TEXT, Kind.WORKBOOK):
        raise UserError(ATTENDANCE.missing(), ATTENDANCE.again())
    refuse_questionnaire(opened.sheets, ATTENDANCE.missing(), ATTENDANCE.again())
    choices = RecordChoices(columns, corrections or {}, sheet, date_order, period=period)
    dates = ("starts_on", "ends_on", "birth_date")
    table = open_table(opened, WORDS, ATTENDANCE, choices, dates)
    needs = _needs(table, choices)
    rows = [] if needs else [_row(table, row, choices.period, this_day) for row in table.rows]
    if not rows and not needs:
        raise UserError(ATTENDANCE.missing(), ATTENDANCE.again())
    return table.file("attendance", rows, path.name, opened.sha256, needs)


def _needs(table: OpenTable, choices: RecordChoices) -> str:
    """What is not clear yet; refuses a list that is plainly something else."""
    fields = table.fields()
    missed = bool(fields & {"missed", "unauthorised", "authorised"})
    if choices.columns is None and not missed:
        other = {
            "results": _("These are test results, no attendance."),
            "answers": _("These are answers to a questionnaire, no attendance."),
            "roster": _("This is OneRoster or School Data Sync."),
        }.get(other_table(table.table.header))
        if other or ("lessons" not in fields and not fields & {"period", "starts_on", "late"}):
            raise UserError(other or ATTENDANCE.missing(), ATTENDANCE.again())
    if not names_pupils(table.uses):
        return "pupil"
    if not missed or "lessons" not in fields:
        return "value"
    has_period = "period" in fields or {"starts_on", "ends_on"} <= fields
    if not has_period and choices.period is None and _period_in(" ".join(table.titles)) is None:
        return "day"
    return ""


def _row(
    table: OpenTable, row: RawRow, chosen: tuple[date, date] | None, today: date
) -> AttendanceRow:
    faults: list[str] = []
    numbers: dict[str, float] = {}
    for name in _NUMBERS:
        text = table.text(row, name)
        if is_no_result(text):
            continue
        number = cell_decimal(text, point=table.format == "XLSX")
        if number is None or number < 0:
            faults.append(_("{text} is not a number of lessons.").format(text=f'"{text[:20]}"'))
        else:
            numbers[name] = number
    missed = numbers.get("missed")
    apart = [numbers[name] for name in ("authorised", "unauthorised") if name in numbers]
    if missed is None and apart and "missed" not in table.fields():
        missed = sum(apart)
    lessons = numbers.get("lessons")
    period = _period_of(table, row) or chosen or _period_in(" ".join(table.titles))
    if missed is not None and not lessons:
        faults.append(_("The number of lessons is missing."))
    elif missed is not None and lessons is not None and missed > lessons:
        faults.append(_("More lessons were missed than there were."))
    without_leave = numbers.get("unauthorised")
    unlikely = ""
    if missed is not None and without_leave is not None and without_leave > missed:
        unlikely = _(
            "More lessons were missed without leave than were missed: correct one of them."
        )
        faults.append(unlikely)
    if period is None:
        faults.append(_("The period is missing, or is no period."))
    elif period[0] > period[1] or period[0] > today:
        faults.append(_("This cannot be the period of a list of attendance."))
    pupil = table.pupil(row)
    own = table.pupils[pupil].fault
    fault = own or (faults[0] if faults and (missed is not None or numbers) else "")
    if fault and not own:
        field = "unauthorised" if fault == unlikely else ""
        table.messages.append(Message(row.line, fault, pupil, field, Level.FAULT))
    return AttendanceRow(
        line=row.line,
        pupil=pupil,
        starts_on=period[0] if period else None,
        ends_on=period[1] if period else None,
        lessons=lessons,
        missed=missed,
        late=numbers.get("late"),
        unauthorised=without_leave,
        fault=fault,
    )


def _period_of(table: OpenTable, row: RawRow) -> tuple[date, date] | None:
    first, last = table.day(table.text(row, "starts_on")), table.day(table.text(row, "ends_on"))
    if first and last:
        return first, last
    return _period_in(table.text(row, "period"), table.order)


def _period_in(text: str, order: str = "dmy") -> tuple[date, date] | None:
    """Two dates in one text: "01-08-2026 t/m 30-09-2026"."""
    days = [cell_date(found, order) for found in re.findall(_DAY, text)]
    if len(days) == 2 and days[0] and days[1]:
        return days[0], days[1]
    return None
