"""Writing what is typed into the grid of results at once, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from npo_desktop.errors import UserError
from npo_desktop.files.result_file import ResultRow
from npo_desktop.i18n import _
from npo_desktop.queries.class_results import (
    Before,
    Entry,
    KeptResult,
    put_back,
    write_entries,
)
from ui.app import Topic
from ui.results.result_cells import ResultCells, Typed
from ui.results.result_conditions import ResultConditions
from ui.results.result_typing import Conditions, Refused, entries_of

if TYPE_CHECKING:
    from ui.app import App


class ResultWriting(QObject):
    """All cells of one keystroke or one paste, or none of them."""

    written = Signal()
    refused = Signal(str, str)  # what does not fit, and what then

    def __init__(self, app: App, conditions: ResultConditions, cells: ResultCells) -> None:
        super().__init__(cells)
        self._app, self._conditions, self._cells = app, conditions, cells
        self._pupils: Sequence[UUID] = ()
        self._undo: list[Before] = []
        self._redo: list[Before] = []
        self.placed = ""  # to whom the block went that was pasted last

    def begin(self, pupils: Sequence[UUID]) -> None:
        """Other pupils or another test: nothing of before can be undone here."""
        self._pupils, self._undo, self._redo = pupils, [], []
        self.placed = ""
        self._cells.forget_refused()

    @property
    def can_undo(self) -> bool:
        """Whether anything was written since ``begin``."""
        return bool(self._undo)

    def type_cells(self, typed: list[Typed], placed: str = "") -> None:
        """Write them, or say which one does not fit."""
        self.placed = ""
        at = self._conditions.at
        if at is None:
            return
        held = Conditions(
            at,
            str(self._conditions.scale.value()),
            *(self._conditions.said(name) for name in ("raw_top", "language", "norm_group")),
        )
        found = entries_of(typed, self._pupils, held)
        if isinstance(found, Refused):
            self._refuse(found, typed)
            return
        try:
            self._write(found)
        except UserError as error:
            self._cells.refuse(typed, error.message)
            self.refused.emit(error.message, error.hint)
            return
        self._cells.accept(typed)
        self.placed = placed
        self.written.emit()

    def describe(self, name: str, kept: Mapping[UUID, KeptResult]) -> None:
        """Language, norms or highest score, of all results that are there."""
        at = self._conditions.at
        if at is None or not kept:
            return
        row = ResultRow(
            line=1,
            pupil=0,
            test=at.test,
            moment=at.moment,
            held_on=at.held_on,
            raw_top=self._conditions.top,
            language=self._conditions.said("language"),
            norm_group=self._conditions.said("norm_group"),
        )
        self._write([Entry(pupil, row, frozenset({name})) for pupil in kept])
        self.written.emit()

    def undo(self) -> None:
        """Put back what the last thing typed or pasted changed."""
        self._turn_back(self._undo, self._redo)

    def redo(self) -> None:
        """Do it again."""
        self._turn_back(self._redo, self._undo)

    def _refuse(self, found: Refused, typed: Sequence[Typed]) -> None:
        """A cell that was typed stays in sight; of a block nothing is taken."""
        what_now = _("Nothing was pasted.")
        if len(typed) == 1:
            self._cells.refuse(typed, f"{found.first} {found.rest}")
            what_now = _("The cell is not saved.")
        self.refused.emit(found.first, f"{found.rest} {what_now}")

    def _write(self, entries: Sequence[Entry]) -> None:
        at = self._conditions.at
        assert at is not None
        with self._app.writing(Topic.RESULTS) as session:
            before = write_entries(session, at, entries)
        self._undo.append(before)
        self._redo = []

    def _turn_back(self, taken: list[Before], kept: list[Before]) -> None:
        if not taken:
            return
        self.placed = ""
        with self._app.writing(Topic.RESULTS) as session:
            kept.append(put_back(session, taken[-1]))
        taken.pop()
        self._cells.forget_refused()
        self.written.emit()
