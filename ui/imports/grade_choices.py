"""Which year group a grade of OneRoster or School Data Sync is: said once, then remembered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from npo_desktop.content.grade_names import grade_name
from npo_desktop.files.pupil_file import GradeText
from npo_desktop.i18n import _, ngettext
from ui.dialogs.frame import dialog_column
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

GRADES = range(1, 15)


class GradeChoicesDialog(QDialog):
    """A drop-down for each grade of the file; ``then`` gets the year group of every one."""

    def __init__(
        self,
        grades: Sequence[GradeText],
        style: str,
        then: Callable[[dict[str, int | None]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Year groups of this file"))
        self.setMinimumSize(500, 300)
        self._then = then
        self.boxes = {grade.text: _box(grade, style) for grade in grades}
        told = _("Say it once; the next file from this system is read in the same way.")
        column = dialog_column(self, told)
        column.addWidget(self._list(grades), 1)
        column.addLayout(self._buttons())

    def _list(self, grades: Sequence[GradeText]) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "canvas")
        rows = QGridLayout(inner)
        rows.setContentsMargins(4, 4, 12, 4)
        rows.setHorizontalSpacing(16)
        for line, grade in enumerate(grades):
            count = ngettext("{n} pupil", "{n} pupils", grade.pupils).format(n=grade.pupils)
            rows.addWidget(text(_("In the file: {grade}").format(grade=grade.text)), line, 0)
            rows.addWidget(text(count, "help", "ink2"), line, 1)
            rows.addWidget(self.boxes[grade.text], line, 2)
        rows.setRowStretch(len(grades), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch()
        cancel, keep = (
            KeyButton(_("Cancel"), "Esc"),
            KeyButton(_("Read it this way"), kind="primary"),
        )
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self._keep)
        line.addWidget(cancel)
        line.addWidget(keep)
        return line

    def _keep(self) -> None:
        self._then({grade: box.currentData() for grade, box in self.boxes.items()})
        self.accept()


def _box(grade: GradeText, style: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("In the file: {grade}").format(grade=grade.text))
    box.addItem(_("No year group"), None)
    for number in GRADES:
        box.addItem(grade_name(number, style), number)
    box.setCurrentIndex(0 if grade.grade is None else grade.grade)
    return box
