"""Which list is read aloud, in which language and by whom; and how much of each is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.i18n import LANGUAGES, NAMES, _, current, pick
from npo_desktop.queries.questionnaires import all_questionnaires
from npo_desktop.voices import VoiceFacts, voice_of
from npo_desktop.voices.texts import recorded, spoken_texts
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.app import App

_HEARERS = (Informant.PUPIL, Informant.PARENT)  # a teacher reads by himself
_LONGEST_NAME = 80  # letters


class VoicePicker(QWidget):
    """``chosen``: another list or language is in front."""

    chosen = Signal()

    def __init__(self, lists: Sequence[Questionnaire], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lists = lists
        self.which, self.reader = QComboBox(), QLineEdit()
        self.language = Segmented([(code, "") for code in LANGUAGES], name=_("Language"))
        for one in lists:
            self.which.addItem(pick(one.titles))
        self.reader.setMaxLength(_LONGEST_NAME)
        self.reader.setPlaceholderText(_("your name, or nothing"))
        self.language.set_value(current())
        self._build()
        self.which.currentIndexChanged.connect(self._show_list)
        self.language.chosen.connect(self._choose)
        self._show_list()

    @property
    def questionnaire(self) -> Questionnaire:
        """The list that is read aloud."""
        return self.lists[max(self.which.currentIndex(), 0)]

    @property
    def voice(self) -> VoiceFacts:
        """What is recorded of the list in the language in front; empty when nothing is."""
        asked, language = self.questionnaire, str(self.language.value())
        held = voice_of(asked.code, asked.edition, language)
        return held or VoiceFacts(asked.code, asked.edition, language, "", today())

    @property
    def signed(self) -> VoiceFacts:
        """The same, with the name that stands in the field."""
        return replace(self.voice, recorded_by=self.reader.text().strip())

    def go_to(self, voice: VoiceFacts) -> None:
        """Put the list and the language of a voice in front."""
        self.which.setCurrentIndex([one.code for one in self.lists].index(voice.questionnaire))
        self.language.set_value(voice.language)
        self._choose()

    def show_counts(self) -> None:
        """Behind every language how much of the list is recorded."""
        asked = self.questionnaire
        for place, code in enumerate(LANGUAGES):
            button = self.language.group.button(place)
            texts = spoken_texts(asked, code)
            count = len(recorded(texts, voice_of(asked.code, asked.edition, code)))
            button.setText(f"{NAMES[code]}  {count}/{len(texts)}")
            counted = _("{done} of {total}").format(done=count, total=len(texts))
            button.setAccessibleName(f"{NAMES[code]}, {counted}")

    def _show_list(self) -> None:
        items = self.questionnaire.items
        here = [code for code in LANGUAGES if any(code in item.texts for item in items)]
        for place, code in enumerate(LANGUAGES):
            self.language.group.button(place).setEnabled(code in here)
        if str(self.language.value()) not in here:
            self.language.set_value(here[0] if here else LANGUAGES[0])
        self._choose()

    def _choose(self) -> None:
        self.reader.setText(self.voice.recorded_by or self.reader.text())
        self.show_counts()
        self.chosen.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Field(_("List"), self.which), 3)
        head.addWidget(Field(_("Read by"), self.reader), 2)
        column.addLayout(head)
        column.addWidget(self.language, 0, Qt.AlignmentFlag.AlignLeft)


def lists_to_hear(app: App) -> list[Questionnaire]:
    """What children and parents may hear: children's first."""
    with app.reading() as session:
        found = all_questionnaires(session, app.content).values()
    lists = [one for one in found if one.informant in _HEARERS and one.items]
    return sorted(lists, key=lambda one: _HEARERS.index(one.informant))
