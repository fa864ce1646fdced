"""In which language a list is asked, and who fills it in: two choices for the header."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from npo_desktop.i18n import LANGUAGES, NAMES, _
from npo_desktop.queries.groups import StaffRow
from ui.widgets.text import text

_NARROWEST, _WIDEST = 170, 220  # pixels


class ScanConditions(QWidget):
    """Announces what the user chose, not what it is told to show."""

    language_chosen = Signal(str)
    staff_chosen = Signal(object)  # UUID, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = QComboBox()
        self.language.setAccessibleName(_("Language of the statements"))
        self.language.setToolTip(_("Language of the statements"))
        for code in LANGUAGES:
            self.language.addItem(NAMES[code], code)
        self.staff = QComboBox()
        self.staff.setMinimumWidth(_NARROWEST)
        self.staff.setMaximumWidth(_WIDEST)
        label = text(_("Filled in by"), "help", "ink2")
        label.setBuddy(self.staff)
        self.staff.setAccessibleName(label.text())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.language)
        line.addSpacing(8)
        line.addWidget(label)
        line.addWidget(self.staff)
        self.language.activated.connect(self._tell_language)
        self.staff.activated.connect(self._tell_staff)

    def show_language(self, code: str) -> None:
        """The language the statements are in now."""
        self.language.setCurrentIndex(self.language.findData(code))

    def show_staff(self, staff: Sequence[StaffRow], chosen: UUID | None) -> None:
        """Everybody who works here, and who it is; somebody who has left stays named as such."""
        wanted = [(_("Not noted"), None), *((member.name, member.id) for member in staff)]
        if chosen is not None and all(chosen != member.id for member in staff):
            wanted.append((_("Somebody who has left"), chosen))
        if wanted != [
            (self.staff.itemText(n), self.staff.itemData(n)) for n in range(self.staff.count())
        ]:
            self.staff.clear()
            for name, staff_id in wanted:
                self.staff.addItem(name, staff_id)
        self.staff.setCurrentIndex([staff_id for _name, staff_id in wanted].index(chosen))

    def staff_name(self) -> str:
        """Who fills it in, as shown; empty when that is not noted."""
        return self.staff.currentText() if self.staff.currentData() is not None else ""

    def _tell_language(self) -> None:
        self.language_chosen.emit(self.language.currentData())

    def _tell_staff(self) -> None:
        self.staff_chosen.emit(self.staff.currentData())
