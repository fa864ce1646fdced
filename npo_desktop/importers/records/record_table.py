"""A table about pupils out of CSV or Excel: opened, its columns named, its pupils recognised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Level, Message, PupilRow, TableRow
from npo_desktop.files.record_file import ColumnUse, RecordFile, RecordT, RecordTable
from npo_desktop.files.result_file import PUPIL_FIELDS
from npo_desktop.i18n import _
from npo_desktop.importers.cells import cell_date, cell_number, is_nothing
from npo_desktop.importers.recognise import Wanted
from npo_desktop.importers.records.record_columns import (
    NAMES,
    Words,
    fingerprint_of,
    heading_of,
    uses_of,
)
from npo_desktop.importers.table_reading import (
    Opened,
    cells_in,
    corrected,
    is_total,
    order_of_dates,
    sheet_named,
)
from npo_desktop.importers.table_rows import RawRow, Sheet
from npo_desktop.names import split_full_name

LONGEST = 200
MOST_PUPILS = 20_000


@dataclass(frozen=True, slots=True)
class RecordChoices:
    """What was chosen in the screen, or nothing."""

    columns: Mapping[int, ColumnUse] | None = None
    corrections: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sheet: str | None = None
    date_order: str | None = None
    test: str = ""  # of a list that is about one test and does not say which
    day: date | None = None  # of tests whose day the file does not say
    period: tuple[date, date] | None = None  # of attendance


@dataclass(slots=True)
class OpenTable:
    """One sheet with its columns named; the pupils come in as rows are read."""

    format: str
    table: RecordTable
    titles: tuple[str, ...]  # cells above the headings
    rows: list[RawRow]
    order: str
    messages: list[Message]
    pupils: list[PupilRow] = field(default_factory=list)
    pupil_of_line: dict[int, int] = field(default_factory=dict)
    _known: dict[tuple[str, ...], int] = field(default_factory=dict)
    _at: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column, use in enumerate(self.table.columns):
            if use.field:
                self._at.setdefault(use.field, column)

    @property
    def uses(self) -> tuple[ColumnUse, ...]:
        """What each column holds."""
        return self.table.columns

    def fields(self) -> set[str]:
        """All that the columns hold."""
        return {use.field for use in self.uses if use.field}

    def skipped(self) -> tuple[str, ...]:
        """Headings of the columns that are not read."""
        named = zip(self.table.header, self.uses, strict=False)
        return tuple(heading for heading, use in named if heading and not use.field)

    def text(self, row: RawRow, name: str) -> str:
        """A cell by what it holds; empty when there is no such column."""
        column = self._at.get(name)
        return row.cells[column] if column is not None and column < len(row.cells) else ""

    def day(self, text: str) -> date | None:
        """A date in the order of this file."""
        return cell_date(text, self.order)

    def pupil(self, row: RawRow) -> int:
        """Which pupil a row is about: an index in ``pupils``."""
        cells = tuple(self.text(row, name) for name in PUPIL_FIELDS)
        if cells not in self._known:
            self._known[cells] = len(self.pupils)
            self.pupils.append(self._read_pupil(row, dict(zip(PUPIL_FIELDS, cells, strict=True))))
            if len(self.pupils) > MOST_PUPILS:
                raise UserError(
                    _("The file is about more than {n} pupils.").format(n=MOST_PUPILS),
                    _("Export one school and one school year."),
                )
        self.pupil_of_line[row.line] = self._known[cells]
        return self._known[cells]

    def done(self) -> RecordTable:
        """The table with its rows as the screen shows them."""
        rows = (TableRow(r.line, r.cells, self.pupil_of_line.get(r.line)) for r in self.rows)
        return replace(self.table, rows=tuple(rows))

    def file(
        self, kind: str, rows: Iterable[RecordT], name: str, sha256: str, needs: str
    ) -> RecordFile[RecordT]:
        """All that was read, once its rows are. ``needs``: what is not clear yet."""
        return RecordFile(
            kind=kind,
            format=self.format,
            source="list",
            file_name=name,
            sha256=sha256,
            pupils=tuple(self.pupils),
            rows=tuple(rows),
            skipped_fields=self.skipped(),
            messages=tuple(sorted(self.messages, key=lambda message: message.line)),
            table=self.done(),
            needs=needs,
        )

    def _read_pupil(self, row: RawRow, cells: Mapping[str, str]) -> PupilRow:
        call_name, infix, last_name = cells["call_name"], cells["infix"], cells["last_name"]
        if cells["full_name"]:
            call, between, last = split_full_name(cells["full_name"])
            call_name, infix, last_name = call_name or call, infix or between, last_name or last
        number = cell_number(cells["number"])
        number = "" if is_nothing(number) else number
        text = cells["birth_date"]
        birth_date = None if is_nothing(text) else self.day(text)
        fault = ""
        if text and birth_date is None and not is_nothing(text):
            fault = _("The date {text} does not exist.").format(text=text[:30])
        elif max(map(len, (number, call_name, infix, last_name))) > LONGEST:
            fault = _("This name is too long.")
        elif not (number or call_name or last_name or cells["eckid"]):
            fault = _("This row names no pupil.")
        if fault:
            self.messages.append(Message(row.line, fault, len(self.pupils), level=Level.FAULT))
        return PupilRow(
            line=row.line,
            key=number[:256],
            number=number,
            eckid=cells["eckid"],
            call_name=call_name,
            infix=infix,
            last_name=last_name,
            birth_date=birth_date,
            fault=fault,
        )


def open_table(
    opened: Opened, words: Words, wanted: Wanted, choices: RecordChoices, dates: Sequence[str]
) -> OpenTable:
    """The sheet that was asked for, else the first that fits; ``dates`` are fields with days."""
    if not opened.sheets:
        raise UserError(_("The workbook is empty."), wanted.again())
    if choices.sheet is not None:
        sheet = sheet_named(opened.sheets, choices.sheet)
    else:
        sheet = next((s for s in opened.sheets if _fits(s, words)), opened.sheets[0])
    heading = heading_of(sheet.rows, words)
    if heading is None:
        raise UserError(wanted.missing(), wanted.again())
    uses = uses_of(heading, words)
    if choices.columns is not None:
        uses = tuple(
            choices.columns.get(column, ColumnUse("")) for column in range(len(heading.lower))
        )
    rows = [
        corrected(row, choices.corrections)
        for row in sheet.rows[heading.start :]
        if not is_total(row)
    ]
    messages: list[Message] = []
    at = [column for column, use in enumerate(uses) if use.field in dates]
    order, doubtful = order_of_dates(cells_in(rows, at), choices.date_order, dates[0], messages)
    names = tuple(each.name for each in opened.sheets if each.name)
    print_of = fingerprint_of(words.kind, heading.joined)
    table = RecordTable(heading.joined, uses, (), print_of, sheet.name, names, doubtful)
    titles = tuple(cell for row in sheet.rows[: heading.at] for cell in row.cells if cell)
    return OpenTable(opened.format, table, titles, rows, order, messages)


def names_pupils(uses: Sequence[ColumnUse]) -> bool:
    """Whether a column says who it is about."""
    return any(use.field in NAMES for use in uses)


def _fits(sheet: Sheet, words: Words) -> bool:
    heading = heading_of(sheet.rows, words)
    if heading is None:
        return False
    uses = uses_of(heading, words)
    return names_pupils(uses) and any(use.field and use.field not in PUPIL_FIELDS for use in uses)
