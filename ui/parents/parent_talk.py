"""After a talk with parents, two minutes: what was agreed, by whom, by when. Then a reprint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.parents.parent_talk_drafts import (
    forget_typed_talk,
    keep_typed_talk,
    typed_talk,
)
from npo_desktop.queries.parents.parent_talks import (
    OUTCOMES,
    TalkFacts,
    TalkNotes,
    add_talk,
    outcome_text,
    remove_talk,
    reopen_talk,
    write_talk,
)
from npo_desktop.queries.rows_before import put_rows_back
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.frame import dialog_column
from ui.dialogs.kept_dialog import KeptDialog
from ui.dialogs.room import open_sized
from ui.parents.talk_rows import AgreementRows, OptionalDay
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (860, 600)  # pixels
WORDS_HEIGHT = 64
NEXT = timedelta(weeks=26)


class ParentTalkDialog(KeptDialog):
    """``talk``: the one that was planned, or whose form is changed; without one it is made."""

    def __init__(
        self,
        app: App,
        pupil: tuple[UUID, str],
        round_id: UUID | None,
        talk: TalkFacts | None,
        parent: QWidget,
        *,
        parents: str = "",
        reprint: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._round_id, self._talk, self._reprint = app, round_id, talk, reprint
        self._pupil_id, self._name = pupil
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("After the talk about {name}").format(name=self._name))
        open_sized(self, *SIZE)
        self.day, self.outcome = day_edit(today()), Segmented(_outcomes(), name=_("Outcome"))
        self.whom, self.rows = QLineEdit(maxLength=400), AgreementRows()
        self.next = OptionalDay(_("Next talk on"), today() + NEXT, _("Next talk on"))
        self.words, self.told = QPlainTextEdit(), Note("info")
        self.empty = KeyButton(_("It was not held"), kind="quiet")
        self.leave = KeyButton(_("Cancel"), "Esc")
        self.keep = KeyButton(_("Keep"), "Ctrl+S", shortcut=True)
        self.keep_and_print = KeyButton(
            _("Keep and print again"), "Ctrl+P", kind="primary", icon="printer", shortcut=True
        )
        self.whom.setPlaceholderText(parents)
        self._build()
        is_done = talk is not None and talk.is_done
        self._begun = notes_of(talk) if talk is not None and is_done else _new()
        self.empty.setVisible(is_done)
        self._read()
        self._connect()
        self._order_tabs()

    def notes(self) -> TalkNotes:
        """The form as it stands."""
        return TalkNotes(
            held_on=day_of(self.day),
            outcome=str(self.outcome.value()),
            with_whom=self.whom.text(),
            words=self.words.toPlainText(),
            next_on=self.next.day(),
            agreements=self.rows.facts(),
        )

    def keep_draft(self) -> None:
        """The window locks: what was typed waits until this form is opened again."""
        if self.is_changed():
            with self._app.store.writing() as session:  # nobody is to be told any more
                keep_typed_talk(session, self._pupil_id, self.notes())

    def is_changed(self) -> bool:
        """Whether there is anything that is not in the store."""
        return self.notes() != self._begun

    def reject(self) -> None:
        """Typed words are not thrown away unasked."""
        if not self.is_changed():
            super().reject()
            return
        ConfirmDialog(
            _("Throw away what was typed?"),
            _("What was agreed in this talk has not been kept."),
            _("Throw away"),
            self._throw_away,
            self,
        ).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next line, or presses a button; it closes nothing by itself."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _throw_away(self) -> None:
        self._forget_draft()
        super().reject()

    def _keep(self) -> bool:
        """On disk, or said what is wrong."""
        app, notes, name = self._app, self.notes(), self._name
        made: list[UUID] = []
        try:
            with app.writing(Topic.PLANS) as session:
                forget_typed_talk(session, self._pupil_id)
                talk = self._talk.id if self._talk is not None else None
                if talk is None:
                    talk = add_talk(session, self._pupil_id, round_id=self._round_id)
                    made.append(talk)
                before = write_talk(session, talk, notes)
        except UserError as error:
            self.told.set_tone("err")
            self.told.set_text(error.message, error.hint)
            self.told.show()
            return False

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                put_rows_back(session, before)
                for one in made:
                    remove_talk(session, one)

        words = _("The talk about {name} is written down.").format(name=name)
        app.say(words, _("What was agreed stands on the next print."), undo=undo)
        return True

    def _keep_and_close(self) -> None:
        if self._keep():
            self.accept()

    def _keep_and_print(self) -> None:
        if self._keep():
            self.accept()
            if self._reprint is not None:
                self._reprint()

    def _take_back(self) -> None:
        """What was written down goes; the talk stays planned."""
        app, talk = self._app, self._talk
        assert talk is not None
        with app.writing(Topic.PLANS) as session:
            forget_typed_talk(session, self._pupil_id)
            before = reopen_talk(session, talk.id)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                put_rows_back(session, before)

        self.accept()
        app.say(_("The form of the talk about {name} is empty.").format(name=self._name), undo=undo)

    def _forget_draft(self) -> None:
        with self._app.writing(Topic(0)) as session:
            forget_typed_talk(session, self._pupil_id)

    def _read(self) -> None:
        with self._app.reading() as session:
            typed = typed_talk(session, self._pupil_id)
        if typed is not None:
            self.told.set_text(
                _("This was typed when the program locked. It is not kept yet."),
                _("Keep it, or cancel to throw it away."),
            )
        self.told.setVisible(typed is not None)
        self._show(typed or self._begun)

    def _show(self, notes: TalkNotes) -> None:
        set_day(self.day, notes.held_on)
        self.outcome.set_value(notes.outcome)
        self.whom.setText(notes.with_whom)
        self.words.setPlainText(notes.words)
        self.next.set_day(notes.next_on)
        self.rows.fill(notes.agreements)
        self.rows.rows[0].words.setFocus()

    def _order_tabs(self) -> None:
        """As it is read; the lines are made anew, so Qt has them in another order."""
        top: list[QWidget] = [self.day, *self.outcome.group.buttons(), self.whom]
        foot = (self.words, self.next.box, self.next.edit, self.empty, self.leave, self.keep)
        order = [*top, *self.rows.controls(), *foot, self.keep_and_print]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.rows.lines_changed.connect(self._order_tabs)
        self.empty.clicked.connect(self._take_back)
        self.leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep_and_close)
        self.keep_and_print.clicked.connect(self._keep_and_print)

    def _build(self) -> None:
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(WORDS_HEIGHT)
        top = QHBoxLayout()
        top.setSpacing(16)
        for field in (
            Field(_("Talked on"), self.day),
            Field(_("Outcome"), self.outcome),
            Field(_("With whom"), self.whom),
        ):
            top.addWidget(field, 1 if field.control is self.whom else 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its lines have it
        self.rows.setProperty("role", "canvas")
        area.setWidget(self.rows)
        area.viewport().setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.next)
        foot.addStretch()
        for button in (self.empty, self.leave, self.keep, self.keep_and_print):
            foot.addWidget(button)
        column = dialog_column(self)
        column.addWidget(self.told)
        column.addLayout(top)
        column.addWidget(text(_("What was agreed: it stands on the parents' page"), "label"))
        column.addWidget(area, 1)
        hint = _("Only for the school, on no paper for the parents.")
        column.addWidget(Field(_("What was said (not required)"), self.words, hint))
        column.addLayout(foot)


def notes_of(talk: TalkFacts) -> TalkNotes:
    """The form of a talk as it was kept."""
    return TalkNotes(
        held_on=talk.held_on or today(),
        outcome=talk.outcome or OUTCOMES[0],
        with_whom=talk.with_whom,
        words=talk.words,
        next_on=talk.next_on,
        agreements=talk.agreements,
    )


def _new() -> TalkNotes:
    return TalkNotes(held_on=today())


def _outcomes() -> list[tuple[str, str]]:
    found = [(one, outcome_text(one)) for one in OUTCOMES]
    return [(one, words[:1].upper() + words[1:]) for one, words in found]
