"""Try a questionnaire out before anybody is asked it: in every language, at every age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.asked_age import AGES
from npo_desktop.i18n import LANGUAGES, NAMES, _, current
from ui.dialogs.room import open_sized
from ui.questionnaires.questionnaire_words import form_name, languages_of
from ui.questionnaires.trial import QuestionnaireTrial
from ui.widgets.key_button import KeyButton
from ui.widgets.tag import Tag
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (920, 640)  # pixels
USUAL_AGE = 9


class TryQuestionnaireDialog(QDialog):
    """Nothing of it is kept."""

    def __init__(self, app: App, questionnaire: Questionnaire, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Try out"))
        first = first_language(questionnaire)
        language = first if first in LANGUAGES else current()
        self.language, self.age = QComboBox(), QComboBox()
        for code in LANGUAGES:
            self.language.addItem(NAMES[code], code)
        self.language.setCurrentIndex(self.language.findData(language))
        self.language.setAccessibleName(_("Language of the statements"))
        usual = age_with_most(questionnaire)
        self.age.setAccessibleName(_("Age of the pupil"))
        for age in AGES:
            self.age.addItem(_("{n} years old").format(n=age), age)
        self.age.setCurrentIndex(self.age.findData(usual))
        self.age.setVisible(differs_by_age(questionnaire))
        self.trial = QuestionnaireTrial(questionnaire, app.content, language, usual)
        self.close_button = KeyButton(_("Close"), "Esc")
        self._build(form_name(questionnaire))
        self.language.activated.connect(self._speak)
        self.age.activated.connect(self._begin)
        self.trial.left.connect(self.accept)
        self.close_button.clicked.connect(self.reject)
        open_sized(self, *SIZE)
        self.trial.entry_point().setFocus()

    def _speak(self) -> None:
        self.trial.speak(self.language.currentData())
        self.trial.entry_point().setFocus()

    def _begin(self) -> None:
        self.trial.begin(self.age.currentData())
        self.trial.entry_point().setFocus()

    def _build(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(name, "dialogTitle"))
        head.addWidget(Tag(_("Nothing is kept"), "neutral", "eye"))
        head.addStretch()
        for widget in (self.age, self.language, self.close_button):
            head.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self.trial, 1)


def first_language(questionnaire: Questionnaire) -> str:
    """The one that is spoken here, where the questions are in it."""
    return current() if current() in languages_of(questionnaire) else questionnaire.language


def age_with_most(questionnaire: Questionnaire) -> int:
    """At which most is asked; in the middle of a school where that is so at every age."""
    return max(AGES, key=lambda age: (len(questionnaire.for_age(age)), -abs(age - USUAL_AGE)))


def differs_by_age(questionnaire: Questionnaire) -> bool:
    """Whether not every age is asked the same."""
    return len({(item.age_min, item.age_max) for item in questionnaire.items}) > 1
