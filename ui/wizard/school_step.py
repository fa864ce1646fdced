"""Step 1: the language, and which school this is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import LANGUAGES, NAMES, _
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented
from ui.widgets.text import text
from ui.wizard.step import Progressed, Step, form

ISLANDS = (  # key, name, usual language of the school
    ("bonaire", "Bonaire", "nl"),
    ("sint-eustatius", "Sint Eustatius", "en"),
    ("saba", "Saba", "en"),
)


def island_name(key: str) -> str:
    """An island as people write it; the names are the same in every language."""
    return next(name for island, name, _language in ISLANDS if island == key)


class SchoolStep(Step):
    """Everything about the school that is not about pupils."""

    language_chosen = Signal(str)  # speak this from now on

    def __init__(self, so_far: Progressed) -> None:
        super().__init__(so_far)
        self.languages = Segmented(
            [(code, NAMES[code]) for code in LANGUAGES], so_far.language, name=_("Language")
        )
        self.school, self.place = QLineEdit(so_far.school), QLineEdit(so_far.place)
        self.coordinator = QLineEdit(so_far.coordinator)
        for edit, most in ((self.school, 200), (self.place, 100), (self.coordinator, 200)):
            edit.setMaxLength(most)
        self.island = QComboBox()
        for key, name, _language in ISLANDS:
            self.island.addItem(name, key)
        self.island.setCurrentIndex(self.island.findData(so_far.island))
        self._build()
        self.languages.chosen.connect(self._choose_language)
        self.island.activated.connect(self._choose_island)
        for edit in (self.school, self.place, self.coordinator):
            edit.textEdited.connect(self._keep)

    def title(self) -> str:
        return _("School and language")

    def lead(self) -> str:
        return _("This is how the program and its papers name your school.")

    def next_words(self) -> str:
        return _("Go on to the passphrase")

    def sum_words(self) -> str:
        return "" if self.is_ready() else _("Type the name of the school first.")

    def is_ready(self) -> bool:
        return bool(self.so_far.school.strip())

    def first_focus(self) -> QWidget:
        return self.school

    def _build(self) -> None:
        column = form(self)
        speak = QVBoxLayout()
        speak.setSpacing(4)
        speak.addWidget(text(_("Language of the program"), "label", "ink2"))
        speak.addWidget(self.languages)
        column.addLayout(speak)
        column.addWidget(Field(_("Name of the school"), self.school))
        where = QHBoxLayout()
        where.setSpacing(16)
        where.addWidget(Field(_("Island"), self.island), 1)
        where.addWidget(Field(_("Town or village"), self.place), 1)
        column.addLayout(where)
        hint = _("Who coordinates the support of pupils. This name stands on papers.")
        column.addWidget(Field(_("Name of the care coordinator"), self.coordinator, hint))

    def _keep(self) -> None:
        self.so_far.school = self.school.text().strip()
        self.so_far.place = self.place.text().strip()
        self.so_far.coordinator = self.coordinator.text().strip()
        self.changed.emit()

    def _choose_island(self) -> None:
        self.so_far.island = str(self.island.currentData())
        usual = next(language for key, _n, language in ISLANDS if key == self.so_far.island)
        if not self.so_far.language_chosen and usual != self.so_far.language:
            self.language_chosen.emit(usual)
        self.changed.emit()

    def _choose_language(self, code: object) -> None:
        self.so_far.language_chosen = True
        self.language_chosen.emit(str(code))
