"""One calm conversation with a pupil: what was answered, whom to call, and ticking it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.content.informant_words import informant_name
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.contacts import ContactFacts, contact_list
from npo_desktop.queries.papers.record_drafts import (
    forget_record_draft,
    keep_record_draft,
    record_draft,
)
from npo_desktop.queries.questionnaires import all_editions
from npo_desktop.queries.talks import PupilTalks, TalkThisWeek, note_talk, reopen_talk
from ui.app import Topic
from ui.concern.contact_sheet import ContactSheetDialog
from ui.dialogs.frame import dialog_foot
from ui.dialogs.kept_dialog import KeptDialog
from ui.scan.answer_words import asked_and_answered
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH, SHEET_WIDTH = 800, 300  # pixels
LONGEST_OUTCOME = 300  # characters
DRAFT, WORDS = "talk-outcome", "words"
MOST_CONTACTS = 6  # the others stand on the sheet


class TalkDialog(KeptDialog):
    """Only for who may see the answers; everything it does can be undone."""

    def __init__(self, app: App, found: PupilTalks, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._found = app, found
        with app.reading() as session:
            self._editions = tuple(all_editions(session, app.content).values())
            drafts = record_draft(session, DRAFT, found.pupil_id)
        waiting = "" if found.is_held else drafts.get(WORDS, "")  # else not seen: it waits on
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Talk with {name}").format(name=found.pupil))
        self.setFixedWidth(WIDTH)
        self.lists: list[KeyButton] = []
        self.outcome = QLineEdit()
        self.outcome.setMaxLength(LONGEST_OUTCOME)
        self.outcome.setText(waiting)
        self._has_waited = bool(waiting)
        self.held = KeyButton(_("Talked"), kind="primary", icon="check")
        self.reopen = KeyButton(_("Open again"), icon="arrow-back-up")
        self.leave = KeyButton(_("Close"), "Esc")
        self.sheet = KeyButton(_("Contact sheet..."), kind="link")
        self.people = QVBoxLayout()
        self._build()
        self._show_people()
        self.held.clicked.connect(self._tick_off)
        self.outcome.returnPressed.connect(self._tick_off)
        self.reopen.clicked.connect(self._open_again)
        self.leave.clicked.connect(self.reject)
        self.sheet.clicked.connect(self._edit_sheet)
        app.changed.connect(self._on_changed)
        self._fit()

    def keep_draft(self) -> None:
        """The window locks: what came of the talk waits until this is opened again."""
        if self._has_waited or self.outcome.text().strip():
            with self._app.store.writing() as session:  # nobody is to be told any more
                typed = {WORDS: self.outcome.text()}
                keep_record_draft(session, DRAFT, self._found.pupil_id, typed)

    def done(self, result: int) -> None:
        """However it is left, nothing that was typed waits any more."""
        if self._has_waited:
            self._has_waited = False
            with self._app.writing(Topic(0)) as session:
                forget_record_draft(session, DRAFT, self._found.pupil_id)
        super().done(result)

    def _tick_off(self) -> None:
        app, waiting, name = self._app, self._found.waiting, self._found.pupil
        with app.writing(Topic.ANSWERS) as session:
            for talk in waiting:
                note_talk(session, talk, self.outcome.text(), app.opener.slot_id)

        def undo() -> None:
            with app.writing(Topic.ANSWERS) as session:
                for talk in waiting:
                    reopen_talk(session, talk)

        self.accept()
        app.say(_("The talk with {name} is ticked off.").format(name=name), undo=undo)

    def _open_again(self) -> None:
        app, held = self._app, [one for one in self._found.talks if one.talked_at is not None]
        with app.writing(Topic.ANSWERS) as session:
            for talk in held:
                reopen_talk(session, talk)

        def undo() -> None:
            with app.writing(Topic.ANSWERS) as session:
                for talk in held:
                    note_talk(
                        session, talk, talk.outcome, app.opener.slot_id, talked_at=talk.talked_at
                    )

        self.accept()
        words = _("The talk with {name} waits again.").format(name=self._found.pupil)
        app.say(words, undo=undo)

    def _see_list(self, talk: TalkThisWeek) -> None:
        self.reject()
        self._app.open("scan", talk.pupil_id, talk.questionnaire, None, talk.item)

    def _edit_sheet(self) -> None:
        ContactSheetDialog(self._app, self).open()

    def _on_changed(self, topic: Topic) -> None:
        if topic & Topic.SCHOOL:
            self._show_people()
            self._fit()

    def _show_people(self) -> None:
        while (old := self.people.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        with self._app.reading() as session:
            found = contact_list(session)
        for contact in found[:MOST_CONTACTS]:
            self.people.addWidget(_contact(contact))
        if not found:
            words = _("Nobody stands on the contact sheet yet. Write down whom you call.")
            self.people.addWidget(text(words, "body", "ink2", wrap=True))
        self.people.addStretch()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        for talk in self._found.talks:
            left.addWidget(self._block(talk))
        advice = _("An answer is a reason to talk, no proof. Ask openly, promise no secrecy.")
        left.addWidget(text(advice, "body", "ink2", wrap=True))
        if not self._found.is_held:
            hint = _("One line is enough, for example: told the class teacher, look again Friday.")
            left.addWidget(Field(_("What came of it (not required)"), self.outcome, hint))
        left.addStretch()
        card = Card(_("Whom to call"))
        card.setFixedWidth(SHEET_WIDTH)
        card.add_action(self.sheet)
        card.body.addLayout(self.people)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 1)
        middle.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        column.addLayout(middle, 1)
        column.addLayout(dialog_foot(self.leave, self.reopen, self.held))
        self.held.setVisible(not self._found.is_held)
        self.reopen.setVisible(self._found.held_at is not None)
        (self.leave if self._found.is_held else self.outcome).setFocus()

    def _block(self, talk: TalkThisWeek) -> QWidget:
        """Who said what and when, in plain words."""
        statement, answer = asked_and_answered(self._editions, talk)
        who = informant_name(talk.informant)
        who = f"{who}, {talk.staff}" if talk.staff else who
        day = date_text(talk.answered_at.astimezone().date())
        see = KeyButton(_("See the list"), kind="link")
        see.clicked.connect(lambda: self._see_list(talk))
        self.lists.append(see)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(f"{who} · {day}", "help", "ink2"), 1)
        head.addWidget(see)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(text(f"“{statement}”", "primary", wrap=True))
        column.addWidget(text(_("Answer: {answer}").format(answer=answer), wrap=True))
        if talk.talked_at is not None:
            day = date_text(talk.talked_at.astimezone().date())
            words = _("Talked on {date}").format(date=day)
            said = f"{words}: {talk.outcome}" if talk.outcome else f"{words}."
            column.addWidget(text(said, "body", "ink2", wrap=True))
        return frame

    def _fit(self) -> None:
        if (layout := self.layout()) is not None:
            layout.activate()
            self.resize(WIDTH, max(layout.heightForWidth(WIDTH), layout.minimumSize().height()))


def _contact(contact: ContactFacts) -> QWidget:
    """A name with what it is for, the number, and when."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(text(contact.name, "primary", wrap=True, selectable=True))
    for words in (contact.role, " · ".join(filter(None, (contact.phone, contact.reach)))):
        if words:
            column.addWidget(text(words, "help", "ink2", wrap=True, selectable=True))
    return frame
