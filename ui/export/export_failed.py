"""What could not be written: who, why, what to do about it, and two buttons."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.jobs.summary_results import PupilResult
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note

MOST_HEIGHT = 190  # pixels; more of them scroll
GAP = 8  # pixels


class ExportFailed(QScrollArea):
    """Above the list, so that nobody has to look for what went wrong."""

    again = Signal(object)  # id of the pupil
    skipped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._held = QWidget()
        self._column = QVBoxLayout(self._held)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.setWidget(self._held)
        self.notes: dict[UUID, FailedNote] = {}
        self.hide()

    def show_failed(self, failed: Sequence[PupilResult]) -> None:
        """Exactly these; what stands already stays as it is, with the focus it has."""
        wanted = {result.pupil_id: result for result in failed}
        for pupil_id in [known for known in self.notes if known not in wanted]:
            self.notes.pop(pupil_id).deleteLater()
        for pupil_id, result in wanted.items():
            if pupil_id not in self.notes:
                self._add(pupil_id)
            self.notes[pupil_id].show_result(result)
        self.setVisible(bool(self.notes))
        self._fit()

    def _add(self, pupil_id: UUID) -> None:
        note = FailedNote()
        note.again.clicked.connect(lambda: self.again.emit(pupil_id))
        note.skip.clicked.connect(lambda: self.skipped.emit(pupil_id))
        self.notes[pupil_id] = note
        self._column.addWidget(note)

    def _fit(self) -> None:
        width = max(self.width(), 400)
        heights = [note.heightForWidth(width) for note in self.notes.values()]
        height = sum(heights) + GAP * max(0, len(heights) - 1)
        self.setFixedHeight(min(MOST_HEIGHT, height))


class FailedNote(Note):
    """One pupil."""

    def __init__(self) -> None:
        super().__init__("err")
        self.again = KeyButton(_("Again"), icon="refresh", size="row")
        self.skip = KeyButton(_("Skip"), size="row")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.again)
        line.addWidget(self.skip)
        self.add_action(row)

    def show_result(self, result: PupilResult) -> None:
        """Why it failed, and what to do."""
        self.set_text(f"{result.name}: {result.text}", result.hint)
