"""A table of pupils, out of CSV or Excel: every row read, or said why not.

Source: EXCHANGE.md, chapter 7.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import (
    COLUMN_FIELDS,
    GroupRow,
    Message,
    PupilFile,
    PupilRow,
    PupilTable,
    TableRow,
)
from npo_desktop.i18n import _
from npo_desktop.importers.cells import cell_date, grade_in_name, m_means_girl
from npo_desktop.importers.columns import (
    columns_of,
    fingerprint_of,
    header_at,
    joined_header,
    other_table,
)
from npo_desktop.importers.pupil_row import Reading, read_row
from npo_desktop.importers.recognise import roster_table
from npo_desktop.importers.repeats import marked_repeats
from npo_desktop.importers.table_reading import cells_in, corrected, is_total, order_of_dates
from npo_desktop.importers.table_rows import RawRow, Sheet
from npo_desktop.queries.school import school_year_of

DATES = ("birth_date", "taught_since", "entered_on", "left_on")


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What was chosen in the screen, or nothing."""

    format: str
    columns: Mapping[int, str] | None
    corrections: Mapping[tuple[int, int], str]
    default_group: str
    date_order: str | None
    sheets: tuple[str, ...]


def read_pupil_table(
    sheet: Sheet, choices: TableChoices, file_name: str, sha256: str, today: date
) -> PupilFile:
    """The pupils of one sheet; without a column of names there are none yet."""
    at = header_at(sheet.rows)
    if at is None:
        raise UserError(
            _("This is not a list of pupils."),
            _("Choose a file with a heading above each column, or export EDEXML."),
        )
    header, start = joined_header(sheet.rows, at)
    _refuse_other(header)
    rows = [corrected(row, choices.corrections) for row in sheet.rows[start:] if not is_total(row)]
    columns = _named_columns(header, rows, choices)
    messages: list[Message] = []
    as_of, school_year = _moment(sheet.rows[:at], today)
    at_dates = [column for column, field in enumerate(columns) if field in DATES]
    texts = cells_in(rows, at_dates)
    order, doubtful = order_of_dates(texts, choices.date_order, "birth_date", messages)
    table = PupilTable(
        header, columns, (), fingerprint_of(header), sheet.name, choices.sheets, doubtful
    )
    file = PupilFile(
        format=choices.format,
        source="list",
        file_name=file_name,
        sha256=sha256,
        school_year=school_year,
        as_of=as_of,
        skipped_fields=tuple(
            cell for cell, field in zip(header, columns, strict=False) if cell and not field
        ),
        table=table,
    )
    if file.needs_columns:
        return replace(file, table=replace(table, rows=_shown(rows, pupils=False)))
    reading = Reading(
        columns, order, _m_is_girl(header, columns, rows), choices.default_group, as_of, today
    )
    pupils = [read_row(row, index, reading, messages) for index, row in enumerate(rows)]
    groups = _groups(pupils)
    return replace(
        file,
        pupils=marked_repeats(pupils, messages),
        groups=groups,
        messages=tuple(sorted(messages, key=lambda message: message.line)),
        table=replace(table, rows=_shown(rows, pupils=True)),
    )


def _moment(titles: Sequence[RawRow], today: date) -> tuple[date, str]:
    """As of when, and which school year: in the lines above the header, else today."""
    text = " ".join(cell for row in titles for cell in row.cells).casefold()
    stated = re.search(r"(?:peildatum|per|as of|date)\W{1,3}(\d{1,4}-\d{1,2}-\d{2,4})", text)
    as_of = (cell_date(stated[1]) if stated else None) or today
    year = re.search(r"\b(20\d\d)\s?[-/]\s?(20\d\d)\b", text)
    if year and int(year[2]) == int(year[1]) + 1:
        return as_of, f"{year[1]}-{year[2]}"
    return as_of, school_year_of(as_of)


def _refuse_other(header: Sequence[str]) -> None:
    other = other_table(header)
    if other == "roster":
        raise roster_table()
    if other == "answers":
        raise UserError(
            _("These are answers to a questionnaire, not pupils."),
            _("Read them with: npo import answers."),
        )
    if other in ("results", "attendance"):
        text = _("These are test results, not pupils.")
        if other == "attendance":
            text = _("This is attendance, not a list of pupils.")
        raise UserError(text, _("Choose the list with the pupils."))


def _named_columns(
    header: Sequence[str], rows: Sequence[RawRow], choices: TableChoices
) -> tuple[str, ...]:
    if choices.columns is None:
        return columns_of(header, rows)
    unknown = {field for field in choices.columns.values() if field} - set(COLUMN_FIELDS)
    if unknown:
        raise ValueError(f"no such field: {sorted(unknown)}")
    return tuple(choices.columns.get(column, "") for column in range(len(header)))


def _m_is_girl(header: Sequence[str], columns: Sequence[str], rows: Sequence[RawRow]) -> bool:
    if "sex" not in columns:
        return False
    column = columns.index("sex")
    values = [row.cells[column] for row in rows if column < len(row.cells)]
    return m_means_girl(header[column], values)


def _groups(pupils: Sequence[PupilRow]) -> tuple[GroupRow, ...]:
    """The classes the pupils are in; a year group only when all of a class share it."""
    found: dict[str, list[PupilRow]] = {}
    for pupil in pupils:
        if pupil.group and not pupil.fault:
            found.setdefault(pupil.group, []).append(pupil)
    rows = []
    for name, members in found.items():
        grades = {member.grade for member in members}
        named = grade_in_name(name)
        mixed = re.search(r"\d\s*[/+&-]\s*\d", name) is not None
        grade = grades.pop() if len(grades) == 1 and not mixed else named
        rows.append(GroupRow(members[0].line, name, name, grade))
    return tuple(rows)


def _shown(rows: Sequence[RawRow], *, pupils: bool) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(row.line, row.cells, index if pupils else None) for index, row in enumerate(rows)
    )
