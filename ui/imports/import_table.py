"""The table of a preview: the rows of the file, what becomes of each, and what to look at."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import State
from ui import theme
from ui.imports.column_naming import is_overview
from ui.imports.import_draft import ReadDraft
from ui.imports.import_kinds import PUPILS, kind_of
from ui.imports.import_records import record_headings
from ui.imports.import_rows import PreviewRow, pupil_headings, state_name, state_words
from ui.imports.mapping_header import MappingHeader
from ui.tables.delegates import RecordDelegate
from ui.tables.record_table import Column, IconRole, RecordTable, ToneRole
from ui.tables.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
MarkRole = int(Qt.ItemDataRole.UserRole) + 41  # "note" or "fault": the ground of a cell
TickRole = int(Qt.ItemDataRole.UserRole) + 42  # True or False: a box; None: no box

ROW, TICK, RESULT, FIRST_CELL = range(4)  # sections before those of the file
MESSAGE_WIDTH, WIDEST, NARROWEST = 280, 180, 72  # pixels
_SAMPLE = 60  # rows that decide how wide a column is
_BOX = 16
_ICONS = {
    State.NEW: ("plus", "accent"),
    State.CHANGED: ("pencil", "accent"),
    State.UNCHANGED: ("check", "accent"),
    State.LEFT: ("logout", "ink2"),
    State.DOUBTFUL: ("help-circle", "warn"),
    State.FAULTY: ("circle-x", "err"),
}


class ImportTable(TableView[PreviewRow]):
    """Made for one file; another heading is another table."""

    ticked = Signal(object)  # the row whose box was pressed
    mapped = Signal(int, str)  # column of the file, field
    test_named = Signal(int, int, str)  # first and last column, the test they are about
    cell_chosen = Signal()  # another cell of the same row

    def __init__(self, read: ReadDraft, rows: Sequence[PreviewRow]) -> None:
        headings = headings_of(read)
        self.cells = len(headings)
        table: RecordTable[PreviewRow] = RecordTable(_columns(headings), key=lambda row: row.at)
        super().__init__(table, density="dense", sortable=False)
        table.setParent(self)
        self._paints = ImportDelegate(self)
        self.setItemDelegate(self._paints)
        self.setProperty("framed", True)
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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() == TICK:
            self._tick(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._tick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _tick(self, index: QModelIndex) -> None:
        if index.isValid() and (row := self.table.row_at(index)).tickable:
            self.ticked.emit(row)

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
        for section, size in ((ROW, 56), (TICK, 32), (RESULT, result)):
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


class ImportDelegate(RecordDelegate):
    """Also lines between columns, grounds of cells, and boxes."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if (ticked := index.data(TickRole)) is None:
            super().paint(painter, option, index)
            return
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option.rect, index, selected)
        painter.restore()
        box = QStyleOptionViewItem(option)
        box.rect = QRect(0, 0, _BOX, _BOX)
        box.rect.moveCenter(option.rect.center())
        on = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        box.state = QStyle.StateFlag.State_Enabled | on
        part = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        self._view.style().drawPrimitive(part, box, painter, self._view)

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        super()._paint_ground(painter, rect, index, selected)
        painter.setPen(theme.colour("line2"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if mark := index.data(MarkRole):
            tone = "err" if mark == "fault" else "warn"
            painter.fillRect(rect.adjusted(0, 0, -1, -1), theme.colour(f"{tone}Bg"))
            painter.setPen(QPen(theme.colour(f"{tone}Line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))


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
        Column("", _tick_words, width=32, roles={TickRole: _tick_of}),
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


def _tick_of(row: PreviewRow) -> bool | None:
    return row.ticked if row.tickable else None


def _tick_words(row: PreviewRow) -> str:
    return "" if not row.tickable else _("is read in") if row.ticked else _("is not read in")


def _state_icon(row: PreviewRow) -> tuple[str, str] | None:
    if row.is_double:
        return ("copy", "ink2")
    return _ICONS[row.state] if row.state is not None else None


def _message_tone(row: PreviewRow) -> str:
    return {"fault": "err", "note": "warn"}.get(row.level, "ink2")


def _all_results() -> list[str]:
    return [state_name(state) for state in State]
