"""Reading a file in: choose it, look at what was read, put it right, and only then apply it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.imports.import_journal import note_import
from npo_desktop.queries.imports.import_preview import ImportSummary, PupilPreview, State
from ui.app import App
from ui.imports.import_answers import ImportAnswers
from ui.imports.import_counts import included_in, sum_of
from ui.imports.import_draft import AnyPreview, ImportDraft, ReadDraft
from ui.imports.import_frame import ImportFrame
from ui.imports.import_kinds import PUPILS, Kind, kind_of, write_read
from ui.imports.import_reading import read_draft
from ui.imports.import_records import record_rows
from ui.imports.import_rows import PreviewRow, pupil_rows
from ui.imports.import_table import ImportTable, names_tests

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store


class FileImport(ImportFrame):
    """Whoever shows it puts a button below it: ``apply`` when ``can_apply``."""

    changed = Signal()  # what would be read in, or whether it can be
    applied = Signal(object)  # the ImportSummary

    def __init__(self, app: App, kinds: Sequence[Kind], title: str, words: str) -> None:
        super().__init__(kinds, title, words)
        self._app, self._kinds = app, tuple(kinds)
        self._read: ReadDraft | None = None
        self._waiting: ImportDraft | None = None  # chosen while another is being read
        self._plans_found: Path | None = None  # an Excel plan of our own
        self._busy = False
        self._rows: list[PreviewRow] = []
        self.unticked: set[int] = set()
        self.left: set[UUID] = set()
        self.by_hand = False  # whether somebody named a column
        self.applied_rows, self.applied_kind = 0, PUPILS
        self.answers = ImportAnswers(self)
        self._connect()

    # --- for whoever shows it ---

    @property
    def read(self) -> ReadDraft | None:
        """What came out of the file that is open."""
        return self._read

    @property
    def preview(self) -> AnyPreview | None:
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
    def kind(self) -> Kind:
        """What the file that is open holds."""
        return kind_of(self._read.draft.kind) if self._read else self._kinds[0]

    @property
    def included(self) -> int:
        """How many pupils, results or rows would be read in."""
        return included_in(self._rows)

    @property
    def can_apply(self) -> bool:
        """Whether there is anything to write."""
        preview = self.preview
        if preview is None or self._busy:
            return False
        return bool(self.included or self.left or _brings_groups(preview))

    def sum_words(self) -> str:
        """The sum behind the button, or why it cannot be pressed."""
        if self._busy:
            return _("Reading...")
        if self._read is None:
            return _("Choose a file first.")
        if self._read.preview is None:
            asked = {"test": _("Say first which test it is."), "day": _("Choose the period first.")}
            return asked.get(self._read.needs, _("Name the columns first."))
        if self.can_apply:
            return sum_of(self._read, self._rows)
        if self._read.lacks_day:
            return _("Say first when the tests were held.")
        return _why_nothing(self._rows)

    def first_focus(self) -> QWidget:
        """The button, or the table."""
        return self.table if self.table is not None else self.drop.button

    def open_file(self, path: Path) -> None:
        """Read a file, as when it was chosen or dropped."""
        self.start_anew(ImportDraft(path))

    def start_over(self) -> None:
        """Back to choosing a file."""
        self._read, self._rows = None, []
        self.drop_table()
        self.problem.hide()
        self.show_choice()
        self.changed.emit()

    def apply(self) -> None:
        """Write what is ticked, in one transaction."""
        read = self._read
        if read is None or read.preview is None or not self.can_apply:
            return
        rows = {part for row in self._rows if row.ticked for part in row.takes}
        preview = read.preview
        chosen: AnyPreview = (
            preview.including(rows, self.left)
            if isinstance(preview, PupilPreview)
            else preview.including(rows)
        )
        by_hand = self.by_hand

        def work(store: Store, _progress: Progress) -> ImportSummary:
            with store.writing() as session:
                summary = write_read(session, read, chosen, by_hand=by_hand)
                note_import(session, summary)
            return summary

        self.applied_rows, self.applied_kind = len(rows), self.kind
        self._set_busy(True)
        self._app.start_with_store(
            work,
            self._applied,
            topic=self.kind.topic,
            label=_("Reading the file in"),
            after=self._at_rest,
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

    def start_anew(self, draft: ImportDraft) -> None:
        """Read as if nothing was said of the rows yet."""
        self.unticked, self.left, self.by_hand = set(), set(), False
        self._start(draft)

    def again(self, change: Callable[[ImportDraft], ImportDraft]) -> None:
        """Read the same file with another choice."""
        if self._read is not None:
            self._start(change(self._waiting or self._read.draft))

    def _start(self, draft: ImportDraft) -> None:
        if self._busy:
            self._waiting = draft
            return

        reads_plans = len(self._kinds) > 1 and self._app.may("plan")

        def work(progress: Progress) -> ReadDraft | UserError | Path:
            from npo_desktop.importers.plan_workbook.read import is_plan_workbook  # openpyxl

            if reads_plans and is_plan_workbook(draft.path):
                return draft.path
            return read_draft(draft, self._app.lend, self._kinds, progress)

        self._set_busy(True)
        self._app.jobs.start(work, self._show, label=_("Reading the file"), after=self._at_rest)

    def _show(self, read: ReadDraft | UserError | Path) -> None:
        if isinstance(read, Path):  # our own Excel plan: it is compared in a window of its own
            self._plans_found = read
            return
        if isinstance(read, UserError):
            self.problem.set_text(read.message, read.hint)
            self.problem.show()
            if self._read is not None:
                self.head.kinds.set_value(self._read.draft.kind)
            return
        self.problem.hide()
        same = self._read is not None and _heads(self._read) == _heads(read)
        self._read = read
        self._rows = (pupil_rows if read.draft.kind == PUPILS.key else record_rows)(
            read, self.unticked
        )
        if not same or self.table is None:
            self._make_table(read)
        else:
            self.table.show_uses(read)
        self.show_rows()
        self.show_look()
        if not same:
            self._first_look()

    def _first_look(self) -> None:
        if any(row.level for row in self._rows):
            self.next_message()
        focus = self.head.asks.first_open() or self.table
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self) -> None:
        """The rows as they are ticked, filtered and told of now."""
        assert self._read is not None and self.table is not None
        only = self.head.only.isChecked()
        self.head.show_read(self._read, self._rows)
        self.foot.show_read(self._read, self._rows, len(self.left))
        self.table.show_rows([row for row in self._rows if row.level or not only])
        self._speak_of_cell()
        self.changed.emit()

    def tick(self, row: PreviewRow) -> None:
        """Take a row along, or not."""
        self.unticked ^= {row.at}
        self._rows = [
            replace(other, ticked=not row.ticked) if other.at == row.at else other
            for other in self._rows
        ]
        self.show_rows()

    def _speak_of_cell(self) -> None:
        self._speak_of(self.table.current_row() if self.table else None)

    def _speak_of(self, row: PreviewRow | None) -> None:
        read = self._read
        if read is None or row is None or self.table is None:
            self.note.hide()
            return
        is_pupils = isinstance(read.preview, PupilPreview)
        place = None
        if read.file.table is not None:
            own = self.table.chosen_cell
            place = own if own is not None and own != row.faulty_cell else row.faulty_cell
        found = self.answers.candidates(read.preview, row)
        self.note.show_row(row, place, found, read.names, can_be_new=is_pupils)

    def _applied(self, summary: ImportSummary) -> None:
        self.start_over()
        self.applied.emit(summary)

    def _at_rest(self) -> None:
        self._set_busy(False)
        found, self._plans_found = self._plans_found, None
        if found is not None:
            from ui.imports.plan_read_back import read_plan_back

            read_plan_back(self._app, found, self.window())
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.drop.setEnabled(not busy)
        self.changed.emit()

    # --- furniture ---

    def _make_table(self, read: ReadDraft) -> None:
        table = ImportTable(read, self._rows)
        table.row_selected.connect(self._speak_of)
        table.cell_chosen.connect(self._speak_of_cell)
        self.answers.listen_to(table)
        self.put_table(table)

    def _connect(self) -> None:
        self.drop.chosen.connect(self.open_file)
        self.head.other_file.connect(self.start_over)
        self.head.filtered.connect(self.show_rows)
        self.answers.listen()
        key = QShortcut(QKeySequence("F8"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.next_message)


def _brings_groups(preview: AnyPreview) -> bool:
    """Groups and staff come along without a box."""
    if not isinstance(preview, PupilPreview):
        return False
    states = [line.state for line in preview.groups] + [line.state for line in preview.staff]
    return State.NEW in states or State.CHANGED in states


def _why_nothing(rows: Sequence[PreviewRow]) -> str:
    """Why no row would be read in, of a file that was compared."""
    if any(row.tickable for row in rows):
        return _("No row is ticked.")
    if any(row.state in (State.FAULTY, State.DOUBTFUL) for row in rows):
        return _("No row can be read in: look at the messages.")
    return _("Nothing in this file is new.")


def _heads(read: ReadDraft) -> tuple[object, ...]:
    """What makes it the same table as before."""
    return read.draft.path, read.draft.kind, read.header, names_tests(read)
