"""Pupils of ours whom a file does not mention: each may be marked as left, none is by itself."""

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import AbsentPupil
from ui.dialogs.frame import dialog_column
from ui.widgets.key_button import KeyButton


class AbsentPupilsDialog(QDialog):
    """A list of boxes; ``then`` gets the pupils that are ticked."""

    def __init__(
        self,
        pupils: Sequence[AbsentPupil],
        ticked: Collection[UUID],
        then: Callable[[set[UUID]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Not in this file"))
        self.setMinimumSize(460, 360)
        self._then = then
        self.boxes = {pupil.pupil_id: QCheckBox(_shown(pupil)) for pupil in pupils}
        words = _("Tick who has left the school. Their files are kept.")
        column = dialog_column(self, words)
        column.addWidget(self._list(ticked), 1)
        column.addLayout(self._buttons())

    def _list(self, ticked: Collection[UUID]) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "canvas")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(4, 4, 4, 4)
        for pupil_id, box in self.boxes.items():
            box.setChecked(pupil_id in ticked)
            rows.addWidget(box)
        rows.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch()
        cancel = KeyButton(_("Cancel"), "Esc")
        cancel.clicked.connect(self.reject)
        keep = KeyButton(_("Mark the ticked ones as left"), kind="primary")
        keep.clicked.connect(self._keep)
        line.addWidget(cancel)
        line.addWidget(keep)
        return line

    def _keep(self) -> None:
        self._then({pupil_id for pupil_id, box in self.boxes.items() if box.isChecked()})
        self.accept()


def _shown(pupil: AbsentPupil) -> str:
    return f"{pupil.name} ({pupil.number})"
