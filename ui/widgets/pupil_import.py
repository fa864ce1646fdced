"""Reading pupils in: choose a file, look at what was read, put it right, and only then apply it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.import_journal import note_import
from npo_desktop.queries.import_preview import ImportSummary, PupilPreview, State
from npo_desktop.queries.imports import apply_pupils, remember_mapping
from ui.app import App, Topic
from ui.dialogs.absent_pupils import AbsentPupilsDialog
from ui.widgets.file_drop import FileDrop
from ui.widgets.import_draft import ImportDraft, ReadDraft, read_draft
from ui.widgets.import_foot import ImportFoot, sum_of
from ui.widgets.import_head import ImportHead
from ui.widgets.import_note import ImportNote
from ui.widgets.import_rows import PreviewRow, rows_of
from ui.widgets.import_table import ImportTable
from ui.widgets.note import Note

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store

ENDINGS = (".xml", ".csv", ".txt", ".xlsx")


class PupilImport(QWidget):
    """Whoever shows it puts a button below it: ``apply`` when ``can_apply``."""

    changed = Signal()  # what would be read in, or whether it can be
    applied = Signal(object)  # the ImportSummary

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._read: ReadDraft | None = None
        self._waiting: ImportDraft | None = None  # chosen while another is being read
        self._busy = self._by_hand = False
        self._rows: list[PreviewRow] = []
        self._unticked: set[int] = set()
        self._left: set[UUID] = set()
        self.applied_rows = 0
        self.table: ImportTable | None = None
        self.drop = FileDrop(
            _("Choose the file with your pupils"),
            _("EDEXML or UWLR from your administration, or a list in Excel or CSV.")
            + " "
            + _("You can also drop it here."),
            ENDINGS,
        )
        self.problem = Note("err")
        self.head, self.foot, self.note = ImportHead(), ImportFoot(), ImportNote()
        self._table_place = QVBoxLayout()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    # --- for whoever shows it ---

    @property
    def preview(self) -> PupilPreview | None:
        """What the file would do; nothing before one was read."""
        return self._read.preview if self._read else None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or applied."""
        return self._busy

    @property
    def is_open(self) -> bool:
        """Whether a file is in sight."""
        return self._read is not None

    @property
    def included(self) -> int:
        """How many rows would be read in."""
        return sum(row.ticked for row in self._rows)

    @property
    def can_apply(self) -> bool:
        """Whether there is anything to write."""
        preview = self.preview
        if preview is None or self._busy:
            return False
        states = [line.state for line in preview.groups] + [line.state for line in preview.staff]
        fresh = State.NEW in states or State.CHANGED in states
        return bool(self.included or self._left or fresh)

    def sum_words(self) -> str:
        """The sum behind the button, or why it cannot be pressed."""
        if self._busy:
            return _("Reading...")
        if self._read is None:
            return _("Choose a file first.")
        if self._read.preview is None:
            return _("Name the columns first.")
        return sum_of(self._rows) if self.can_apply else _("Nothing in this file is new.")

    def first_focus(self) -> QWidget:
        """The button, or the table."""
        return self.table if self.table is not None else self.drop.button

    def open_file(self, path: Path) -> None:
        """Read a file, as when it was chosen or dropped."""
        self._unticked, self._left, self._by_hand = set(), set(), False
        self._start(ImportDraft(path))

    def start_over(self) -> None:
        """Back to choosing a file."""
        self._read, self._rows = None, []
        self._drop_table()
        self.problem.hide()
        self._stack.setCurrentIndex(0)
        self.changed.emit()

    def apply(self) -> None:
        """Write what is ticked, in one transaction."""
        preview, read = self.preview, self._read
        if preview is None or read is None or not self.can_apply:
            return
        rows = {row.index for row in self._rows if row.ticked and row.index is not None}
        chosen = preview.including(rows, self._left)
        table = read.file.table if self._by_hand else None

        def work(store: Store, _progress: Progress) -> ImportSummary:
            with store.writing() as session:
                summary = apply_pupils(session, chosen)
                note_import(session, summary)
                if table is not None:
                    columns = dict(enumerate(table.columns))
                    remember_mapping(session, table.fingerprint, columns, read.file.file_name)
            return summary

        self.applied_rows = len(rows)
        self._set_busy(True)
        topic = Topic.PUPILS | Topic.GROUPS | Topic.IMPORTS
        self._app.start_with_store(
            work, self._applied, topic=topic, label=_("Reading pupils in"), after=self._at_rest
        )

    def next_message(self) -> None:
        """F8: on to the next row that asks for attention, and round again."""
        if self.table is None:
            return
        shown = list(self.table.table.rows)
        current = self.table.current_row()
        at = shown.index(current) if current in shown else -1
        for row in shown[at + 1 :] + shown[: at + 1]:
            if row.level:
                self.table.show_cell(row)
                return

    # --- reading ---

    def _start(self, draft: ImportDraft) -> None:
        if self._busy:
            self._waiting = draft
            return

        def work(_progress: Progress) -> ReadDraft | UserError:
            return read_draft(draft, self._app.lend)

        self._set_busy(True)
        self._app.jobs.start(work, self._show, label=_("Reading the file"), after=self._at_rest)

    def _again(self, change: Callable[[ImportDraft], ImportDraft]) -> None:
        """Read the same file with another choice."""
        if self._read is not None:
            self._start(change(self._waiting or self._read.draft))

    def _show(self, read: ReadDraft | UserError) -> None:
        if isinstance(read, UserError):
            self.problem.set_text(read.message, read.hint)
            self.problem.show()
            if self._read is None or self._stack.currentIndex() == 0:
                self._stack.setCurrentIndex(0)
            return
        self.problem.hide()
        same = self._read is not None and _heads(self._read) == _heads(read)
        self._read = read
        self._rows = rows_of(read, self._unticked)
        if not same or self.table is None:
            self._make_table(read)
        elif self.table.mapping is not None and read.file.table is not None:
            self.table.mapping.show_fields(read.file.table.columns)
        self._show_rows()
        self._stack.setCurrentIndex(1)
        if not same:
            self._first_look()

    def _first_look(self) -> None:
        if any(row.level for row in self._rows):
            self.next_message()
        if self.table is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        assert self._read is not None and self.table is not None
        only = self.head.only.isChecked()
        self.head.show_read(self._read, self._rows)
        self.foot.show_read(self._read, self._rows, len(self._left))
        self.table.show_rows([row for row in self._rows if row.level or not only])
        self._speak_of(self.table.current_row())
        self.changed.emit()

    def _speak_of(self, row: PreviewRow | None) -> None:
        preview = self.preview
        line = None
        if row is not None and row.index is not None and preview is not None:
            line = preview.pupils[row.index]
        names: Mapping[UUID, str] = self._read.names if self._read else {}
        self.note.show_row(row, line, names)
        self.note.set_mendable(self._read is not None and self._read.file.table is not None)

    # --- what the user does ---

    def _map(self, column: int, field: str) -> None:
        """A field can be had from one column: the others let go of it."""
        assert self._read is not None and self._read.file.table is not None
        columns = dict(enumerate(self._read.file.table.columns))
        columns = {c: "" if field and f == field else f for c, f in columns.items()}
        self._by_hand = True
        columns[column] = field
        self._again(lambda draft: replace(draft, columns=columns))

    def _correct(self, line: int, column: int, words: str) -> None:
        at = (line, column)
        self._again(lambda d: replace(d, corrections={**d.corrections, at: words}))

    def _decide(self, row: int, pupil_id: object) -> None:
        chosen = pupil_id if isinstance(pupil_id, UUID) else None
        self._again(lambda d: replace(d, decisions={**d.decisions, row: chosen}))

    def _tick(self, row: PreviewRow) -> None:
        if row.index is not None:
            self._unticked ^= {row.index}
            self._rows = [
                replace(other, ticked=not row.ticked) if other.line == row.line else other
                for other in self._rows
            ]
            self._show_rows()

    def _ask_absent(self) -> None:
        if self.preview is not None:
            AbsentPupilsDialog(self.preview.absent, self._left, self.mark_left, self).open()

    def mark_left(self, pupils: set[UUID]) -> None:
        """These, whom the file does not mention, have left the school."""
        self._left = set(pupils)
        self._show_rows()

    def _applied(self, summary: ImportSummary) -> None:
        self.start_over()
        self.applied.emit(summary)

    def _at_rest(self) -> None:
        self._set_busy(False)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.drop.setEnabled(not busy)
        self.changed.emit()

    # --- furniture ---

    def _make_table(self, read: ReadDraft) -> None:
        self._drop_table()
        self.table = ImportTable(read.file, self._rows)
        self.table.row_selected.connect(self._speak_of)
        self.table.ticked.connect(self._tick)
        self.table.mapped.connect(self._map)
        self._table_place.addWidget(self.table)
        QWidget.setTabOrder(self.head.only, self.table)

    def _drop_table(self) -> None:
        if self.table is not None:
            self._table_place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None

    def _connect(self) -> None:
        self.drop.chosen.connect(self.open_file)
        self.head.other_file.connect(self.start_over)
        self.head.filtered.connect(self._show_rows)
        self.head.sheet_chosen.connect(self._choose_sheet)
        self.head.group_named.connect(self._name_group)
        self.head.date_order_chosen.connect(self._choose_order)
        self.note.corrected.connect(self._correct)
        self.note.decided.connect(self._decide)
        self.foot.absent.clicked.connect(self._ask_absent)
        key = QShortcut(QKeySequence("F8"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.next_message)

    def _name_group(self, name: str) -> None:
        if self._read is not None and name != self._read.draft.default_group:
            self._again(lambda draft: replace(draft, default_group=name))

    def _choose_sheet(self, name: str) -> None:
        assert self._read is not None
        self._start(ImportDraft(self._read.draft.path, sheet=name))

    def _choose_order(self, order: str) -> None:
        self._again(lambda draft: replace(draft, date_order=order))

    def _build(self) -> None:
        choose, look = QWidget(), QWidget()
        first = QVBoxLayout(choose)
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.drop, 1)
        second = QVBoxLayout(look)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        self._table_place.setSpacing(0)
        second.addWidget(self.head)
        second.addLayout(self._table_place, 1)
        second.addWidget(self.foot)
        second.addWidget(self.note)
        for page in (choose, look):
            self._stack.addWidget(page)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.problem)
        column.addWidget(self._stack, 1)


def _heads(read: ReadDraft) -> tuple[Path, tuple[str, ...]]:
    """What makes it the same table as before."""
    return read.draft.path, read.file.table.header if read.file.table else ()
