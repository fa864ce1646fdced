"""Before the children sit down: who, in which languages, and which adult helps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import LANGUAGES, NAMES, _, ngettext
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.answering.desk import PictureCard, cards_by_code, picture_cards
from npo_desktop.queries.answering.scan_progress import ListProgress
from npo_desktop.queries.contacts import ContactFacts, contact_list
from npo_desktop.queries.groups import staff_list, teacher_of
from npo_desktop.queries.school import school_facts, set_setting, setting
from ui.app import Topic
from ui.desk.codes_dialog import CodesDialog
from ui.desk.desk_head import LEAVE_KEYS
from ui.desk.sitting import DeskPlan
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

LANGUAGES_SETTING = "desk.languages"  # what was offered the last time, by code
_WIDTH = 520  # pixels


class StartDeskDialog(QDialog):
    """``ready`` with the plan; everything wrong is said in place."""

    ready = Signal(object)  # a DeskPlan

    def __init__(
        self,
        app: App,
        questionnaire: Questionnaire,
        this: RoundFacts,
        lists: Sequence[ListProgress],
        chosen: ListProgress | None,
        parent: QWidget,
    ) -> None:
        """``lists``: who may sit down, of one group; ``chosen``: the one in front, if any."""
        super().__init__(parent)
        self._app, self._questionnaire, self._round = app, questionnaire, this
        self._lists, self._chosen = tuple(lists), chosen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Start the pupil desk"))
        self.setMinimumWidth(_WIDTH)
        many = len(self._lists)
        everybody = ngettext("{n} pupil, by picture code", "{n} pupils, by picture code", many)
        self.queue = QRadioButton(everybody.format(n=many))
        self.single = QRadioButton(_("Only {name}").format(name=_name_of(chosen)))
        self.codes = KeyButton(_("Show the picture codes..."), size="row", icon="layout-grid")
        self.adult = QComboBox()
        self.helped = Field(
            _("Who helps the children? They see this name."),
            self.adult,
            _("For example: juf Chantal"),
        )
        self.languages = {code: QCheckBox(self._language_words(code)) for code in LANGUAGES}
        self.wrong = Note("err")
        self.start = KeyButton(_("Start"), kind="primary", icon="player-play")
        self.cancel = KeyButton(_("Cancel"), "Esc")
        self._fill()
        self._build()
        self._connect()

    def _start(self) -> None:
        adult = " ".join(self.adult.currentText().split())
        languages = tuple(code for code, box in self.languages.items() if box.isChecked())
        if not adult:
            self.helped.set_error(_("Type who helps: a child must know whom to ask."))
            self.adult.setFocus()
            return
        if not languages:
            self._tell(_("No language is chosen."), _("Choose at least one."))
            return
        single = self._chosen if self.single.isChecked() else None
        cards = () if single else self._cards(languages)
        plan = DeskPlan(
            questionnaire=self._questionnaire,
            round=self._round,
            pupil=single.pupil.id if single else None,
            codes=cards_by_code({card.pupil_id: card.code for card in cards}),
            group_id=self._group_id(),
            adult=adult,
            contacts=self._contacts,
            languages=languages,
        )
        self.accept()
        self.ready.emit(plan)

    def _cards(self, languages: Sequence[str]) -> tuple[PictureCard, ...]:
        """Codes are drawn for who has none; what was chosen is remembered with them."""
        with self._app.writing(Topic.PUPILS) as session:
            if languages:
                set_setting(session, LANGUAGES_SETTING, " ".join(languages))
            return picture_cards(session, self._lists)

    def _show_codes(self) -> None:
        CodesDialog(self._app, self._cards(()), self).open()

    def _group_id(self) -> UUID | None:
        groups = {one.group_id for one in self._lists}
        return groups.pop() if len(groups) == 1 else None

    def _language_words(self, code: str) -> str:
        is_draft = code in self._questionnaire.drafts()
        return _("{language} (draft)").format(language=NAMES[code]) if is_draft else NAMES[code]

    def _tell(self, first: str, rest: str) -> None:
        self.wrong.set_text(first, rest)
        self.wrong.show()

    def _fill(self) -> None:
        with self._app.reading() as session:
            found = contact_list(session, for_pupils=True)
            self._contacts = tuple(_contact_words(one) for one in found)
            staff = staff_list(session)
            group_id = self._group_id()
            teacher = teacher_of(session, group_id) if group_id else None
            school = school_facts(session)
            kept = setting(session, LANGUAGES_SETTING) or school.language
        self._is_practice = school.is_practice
        self.adult.setEditable(True)
        self.adult.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for member in staff:
            self.adult.addItem(member.name, member.id)
        names = {member.id: member.name for member in staff}
        self.adult.setEditText(names.get(teacher, "") if teacher else "")
        written = set().union(*(item.texts for item in self._questionnaire.items))
        for code, box in self.languages.items():
            box.setVisible(code in written)
            box.setChecked(code in kept.split() and code in written)
        self.single.setVisible(self._chosen is not None)
        self.queue.setChecked(len(self._lists) > 1 or self._chosen is None)
        self.single.setChecked(not self.queue.isChecked())
        self.wrong.hide()
        self._show_kind()

    def _show_kind(self) -> None:
        self.codes.setEnabled(self.queue.isChecked())
        name = _name_of(self._chosen)
        queue = self.queue.isChecked()
        self.start.setText(
            _("Start the desk") if queue else _("Start with {name}").format(name=name)
        )

    def _build(self) -> None:
        lead = _("The desk fills the screen. A child sees its own first name and no other.")
        column = dialog_column(self, lead)
        who = QHBoxLayout()
        self._kinds = QButtonGroup(self)
        for button in (self.queue, self.single):
            self._kinds.addButton(button)
        who.addWidget(self.queue)
        who.addStretch()
        who.addWidget(self.codes)
        column.addLayout(who)
        column.addWidget(self.single)
        column.addWidget(self.helped)
        column.addWidget(text(_("Languages a child may choose"), "label", "ink2"))
        line = QHBoxLayout()
        line.setSpacing(16)
        for box in self.languages.values():
            line.addWidget(box)
        line.addStretch()
        column.addLayout(line)
        way_out = _("You leave the desk with {keys} and your passphrase.").format(keys=LEAVE_KEYS)
        more = _("Alt+Tab and the Windows key stay the computer's own: stay in the room.")
        if self._is_practice:
            more = _("The passphrase of the example school is: {words}").format(words=PASSPHRASE)
        column.addWidget(Note("info", way_out, more))
        column.addWidget(self.wrong)
        column.addLayout(dialog_foot(self.cancel, self.start))
        self.start.setDefault(True)

    def _connect(self) -> None:
        self._kinds.buttonClicked.connect(self._show_kind)
        self.codes.clicked.connect(self._show_codes)
        self.start.clicked.connect(self._start)
        self.cancel.clicked.connect(self.reject)


def _contact_words(one: ContactFacts) -> str:
    return f"{one.name} ({one.role})" if one.role else one.name


def _name_of(one: ListProgress | None) -> str:
    return (one.pupil.call_name or one.pupil.full_name) if one else ""
