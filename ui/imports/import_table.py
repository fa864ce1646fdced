"""The table of a preview: the rows of the file, what becomes of each, and what to look at."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent

from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import State
from ui import theme
from ui.imports.column_naming import is_overview
from ui.imports.import_draft import ReadDraft
from ui.imports.import_kinds import PUPILS, kind_of
from ui.imports.import_records import record_headings
from ui.imports.import_rows import PreviewRow, pupil_headings, state_name, state_words
from ui.imports.mapping_header import MappingHeader
from ui.imports.tick_table import TICK_WIDTH, MarkRole, TickTable, tick_column
from ui.tables.delegates import Index
from ui.tables.record_table import Column, IconRole, RecordTable, ToneRole

ROW, TICK, RESULT, FIRST_CELL = range(4)  # sections before those of the file
MESSAGE_WIDTH, WIDEST, NARROWEST = 280, 180, 72  # pixels
_SAMPLE = 60  # rows that decide how wide a column is
_ICONS = {
    State.NEW: ("plus", "accent"),
    State.CHANGED: ("pencil", "accent"),
    State.UNCHANGED: ("check", "accent"),
    State.LEFT: ("logout", "ink2"),
    State.DOUBTFUL: ("help-circle", "warn"),
    State.FAULTY: ("circle-x", "err"),
}


class ImportTable(TickTable[PreviewRow]):
    """Made for one file; another heading is another table."""

    mapped = Signal(int, str)  # column of the file, field
    test_named = Signal(int, int, str)  # first and last column, the test they are about
    cell_chosen = Signal()  # another cell of the same row

    def __init__(self, read: ReadDraft, rows: Sequence[PreviewRow]) -> None:
        headings = headings_of(read)
        self.cells = len(headings)
        table: RecordTable[PreviewRow] = RecordTable(_columns(headings), key=lambda row: row.at)
        super().__init__(table, TICK)
        self.setAccessibleName(_("Rows of the file"))
        self.mapping: MappingHeader | None = None
        if read.file.table is not None:
            self.mapping = MappingHeader(
                self,
                read.header,
                kind_of(read.draft.kind).fields,
                first=FIRST_CELL,
                names_tests=names_tests(read),
                tests=read.tests,
            )
            self.setHorizontalHeader(self.mapping)
            self.mapping.chosen.connect(self.mapped)
            self.mapping.test_named.connect(self.test_named)
            self.mapping.show_uses(read.uses)
        self._set_widths(read, rows)
        self.show_rows(rows)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if now.row() == before.row():
            self.cell_chosen.emit()

    @property
    def chosen_cell(self) -> int | None:
        """The column of the file that one is in; nothing outside of those."""
        place = self.currentIndex().column() - FIRST_CELL
        return place if 0 <= place < self.cells else None

    def show_rows(self, rows: Sequence[PreviewRow]) -> None:
        """These, in this order; the chosen row stays chosen."""
        self.table.set_rows(rows)

    def show_cell(self, row: PreviewRow) -> None:
        """Choose a row and bring the cell it is about into sight."""
        at = self.table.row_of(row.at)
        if at >= 0:
            place = row.faulty_cell
            section = RESULT if place is None else FIRST_CELL + place
            self.setCurrentIndex(self.table.index(at, section))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_message()

    def _set_widths(self, read: ReadDraft, rows: Sequence[PreviewRow]) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(24)
        metrics = QFontMetrics(theme.font("body"))
        uses, fields = read.uses, kind_of(read.draft.kind).fields
        overview = is_overview(uses)
        for place, heading in enumerate(headings_of(read)):
            texts = [row.cells[place] for row in rows[:_SAMPLE] if place < len(row.cells)]
            if not overview:
                texts.append(heading)
            width = max([metrics.horizontalAdvance(text) for text in texts], default=0)
            if place < len(uses):
                label = fields.get(uses[place].field)
                words = label() if label else _("Ignore")
                width = max(width, metrics.horizontalAdvance(words) + 30)
            head.resizeSection(FIRST_CELL + place, max(min(width + 28, WIDEST), NARROWEST))
        result = max(metrics.horizontalAdvance(text) for text in _all_results()) + 48
        for section, size in ((ROW, 56), (TICK, TICK_WIDTH), (RESULT, result)):
            head.resizeSection(section, size)
        self._fit_message()

    def show_uses(self, read: ReadDraft) -> None:
        """What the columns are taken for now; those whose words are longer grow."""
        if self.mapping is None:
            return
        head, metrics = self.horizontalHeader(), QFontMetrics(theme.font("body"))
        fields = kind_of(read.draft.kind).fields
        for place, use in enumerate(read.uses):
            if use.field in fields:
                width = metrics.horizontalAdvance(fields[use.field]()) + 58
                section = FIRST_CELL + place
                head.resizeSection(section, max(head.sectionSize(section), width))
        self.mapping.show_uses(read.uses)
        self._fit_message()

    def _fit_message(self) -> None:
        head = self.horizontalHeader()
        last = head.count() - 1
        if last >= 0:
            others = sum(head.sectionSize(place) for place in range(last))
            head.resizeSection(last, max(MESSAGE_WIDTH, self.viewport().width() - others))


def headings_of(read: ReadDraft) -> tuple[str, ...]:
    """The headings above the cells of the file."""
    if read.draft.kind == PUPILS.key:
        return pupil_headings(read)
    return record_headings(read)


def names_tests(read: ReadDraft) -> bool:
    """Whether the columns say which test it is, so that it can be said of them."""
    return is_overview(read.uses)


def _columns(headings: Sequence[str]) -> list[Column[PreviewRow]]:
    cells = [
        Column[PreviewRow](
            heading,
            partial(_cell, place),
            width=NARROWEST,
            roles={MarkRole: partial(_mark, place), ToneRole: partial(_cell_tone, place)},
            tip=partial(_cell, place),
        )
        for place, heading in enumerate(headings)
    ]
    return [
        Column(_("Row"), lambda row: str(row.line), number=True, width=56, roles=_quiet()),
        tick_column(lambda row: row.ticked if row.tickable else None),
        Column(_("Result"), state_words, width=110, roles={IconRole: _state_icon}),
        *cells,
        Column(
            _("Message"),
            lambda row: row.message,
            width=MESSAGE_WIDTH,
            roles={ToneRole: _message_tone},
            tip=lambda row: row.message,
        ),
    ]


def _quiet() -> dict[int, Callable[[PreviewRow], Any]]:
    return {ToneRole: lambda _row: "ink3"}


def _cell(place: int, row: PreviewRow) -> str:
    words = row.cells[place] if place < len(row.cells) else ""
    return words or (_("empty") if _mark(place, row) else "")


def _mark(place: int, row: PreviewRow) -> str:
    return row.marks[place] if place < len(row.marks) else ""


def _cell_tone(place: int, row: PreviewRow) -> str:
    return "err" if _mark(place, row) == "fault" else "ink"


def _state_icon(row: PreviewRow) -> tuple[str, str] | None:
    if row.is_double:
        return ("copy", "ink2")
    return _ICONS[row.state] if row.state is not None else None


def _message_tone(row: PreviewRow) -> str:
    return {"fault": "err", "note": "warn"}.get(row.level, "ink2")


def _all_results() -> list[str]:
    return [state_name(state) for state in State]
