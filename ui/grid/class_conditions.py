"""In which language statements are read, and who fills them in: a small menu in the head."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from npo_desktop.i18n import LANGUAGES, NAMES, _
from npo_desktop.queries.groups import StaffRow
from ui.widgets.more_menu import MoreMenu


class ClassConditions(MoreMenu):
    """Announces what the user chose, not what it is told to show."""

    language_chosen = Signal(str)
    staff_chosen = Signal(object)  # UUID, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_tip(_("Language, and who fills in"))
        self.languages = self.entries.addMenu(_("Language of the statements"))
        self.staff = self.entries.addMenu(_("Filled in by"))
        self._language = ""
        self._staff: tuple[Sequence[StaffRow], UUID | None] = ((), None)
        self.entries.aboutToShow.connect(self._fill)

    def show_language(self, chosen: str) -> None:
        """The language the statements are in now."""
        self._language = chosen

    def show_staff(self, staff: Sequence[StaffRow], chosen: UUID | None) -> None:
        """Everybody who works here, and who it is."""
        self._staff = (staff, chosen)

    def name_of(self, staff_id: UUID | None) -> str:
        """Empty for nobody, and for who has left."""
        staff, _chosen = self._staff
        return next((member.name for member in staff if member.id == staff_id), "")

    def _fill(self) -> None:
        """Only when it is opened: the page is shown far more often."""
        languages = [(NAMES[code], code, code == self._language) for code in LANGUAGES]
        _fill(self.languages, languages, self._tell_language)
        staff, chosen = self._staff
        choices: list[tuple[str, object, bool]] = [(_("Not noted"), None, chosen is None)]
        choices += [(member.name, member.id, member.id == chosen) for member in staff]
        _fill(self.staff, choices, self._tell_staff)

    def _tell_language(self, value: object) -> None:
        self.language_chosen.emit(value)

    def _tell_staff(self, value: object) -> None:
        self.staff_chosen.emit(value)


def _fill(
    menu: QMenu, choices: Sequence[tuple[str, object, bool]], choose: Callable[[object], None]
) -> None:
    menu.clear()
    group = QActionGroup(menu)
    for words, value, is_on in choices:
        entry = menu.addAction(words)
        entry.setCheckable(True)
        entry.setChecked(is_on)
        group.addAction(entry)
        entry.triggered.connect(partial(_tell, choose, value))


def _tell(choose: Callable[[object], None], value: object, _checked: bool = False) -> None:
    choose(value)
