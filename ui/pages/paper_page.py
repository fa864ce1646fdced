"""Typing paper lists in with the number pad: every answer is on disk before the next key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.form_code import LENGTH, bare
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.queries.answering.paper_entry import FormOwner
from ui.app import Topic
from ui.pages.page import Page
from ui.paper import paper_notes
from ui.paper.form_typing import FormTyping, Stage
from ui.paper.paper_print import PaperPrintDialog
from ui.paper.paper_view import PaperView
from ui.paper.paper_visit import Mode, PaperVisit
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App

Key = Qt.Key


class PaperPage(Page):
    """``show_args(group_id, questionnaire)``, both may be left out."""

    watches = Topic.ANSWERS | Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.visit = PaperVisit(app)
        self.typing = FormTyping(self.visit)
        self.view = PaperView(self.visit, self.typing)
        self.head, self.desk = self.view.head, self.view.desk
        self.code, self.queue = self.head.code, self.view.queue
        self.start, self.conditions = self.view.start, self.view.conditions
        self.print_button = KeyButton(_("Print forms..."), icon="printer")
        self.close_button = KeyButton(_("Close"), "Esc")
        self.column().addWidget(self.view)
        self._connect()

    def title(self) -> str:
        return _("Paper lists")

    def crumb(self) -> str:
        visit = self.visit
        if visit.round is None or visit.code not in visit.questionnaires:
            return _("Scans")
        this = visit.owner.round if visit.owner else visit.round
        return " · ".join((_("Scans"), pick(visit.questionnaire.titles), this.name))

    def head_actions(self) -> Sequence[QWidget]:
        return (self.view.head_place, self.print_button, self.close_button)

    def first_focus(self) -> QWidget | None:
        if self.visit.entry is None:
            return self.code
        return self.desk.line if self.typing.takes_words else self.desk.rows

    def show_args(self, *args: object) -> None:
        group_id, code = (*args, None, None)[:2]
        self.visit.begin(
            group_id if isinstance(group_id, UUID) else None,
            code if isinstance(code, str) else Informant.TEACHER.value,
        )
        self.code.clear()
        self.renew()

    def may_leave(self) -> bool:
        self._keep_remark()
        return True

    def keep_draft(self) -> None:
        self._keep_remark()

    def go_back(self) -> bool:
        """Esc: from typing again to the form, from the form to the next code."""
        if self.visit.entry is None:
            return False
        if self.typing.leave_second():
            self._show_on()
        else:
            self._next_code()
        return True

    def refresh(self) -> None:
        if not self.visit.is_writing:  # our own answer: the key that gave it shows it
            self.visit.read()
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.visit.entry is None or not self._press(event):
            super().keyPressEvent(event)

    # --- which form ---

    def _look_up(self) -> None:
        """As soon as all digits are there, whose it is stands beside them."""
        self.head.show_wrong(is_wrong=False)
        self.head.say("info", "")
        if len(bare(self.code.text())) == LENGTH and (owner := self._found()) is not None:
            self.head.say("ok", _("{name}: press Enter.").format(name=self._name_of(owner)))

    def _found(self) -> FormOwner | None:
        """Whose the typed code is; when it is nobody's, the head says so."""
        try:
            return self.visit.find(self.code.text())
        except UserError as error:
            self.head.say("err", error.message, error.hint)
            self.head.show_wrong(is_wrong=True)
            return None

    def _take_code(self) -> None:
        if not self.code.text().strip():
            self._take_following()
        elif (owner := self._found()) is not None:
            self._take(owner)
        else:
            self.code.selectAll()

    def _take_following(self) -> None:
        following = self.visit.following()
        if following is not None:
            self._take_pupil(following.pupil.id)

    def _take_pupil(self, pupil_id: UUID | None) -> None:
        owner = self.visit.owner_of(pupil_id) if pupil_id else None
        if owner is not None:
            self._take(owner)

    def _take(self, owner: FormOwner) -> None:
        self._keep_remark()
        self.typing.take(owner)
        self.code.clear()
        is_asked = bool(self.visit.asked)
        if not is_asked:
            self.visit.put_away()
        self.view.fill_remark()
        self._show()
        self._focus()
        if not is_asked:
            self.head.say("warn", *paper_notes.not_asked())
        self.headed.emit()

    def _name_of(self, owner: FormOwner) -> str:
        one = next((one for one in self.visit.lists if one.pupil.id == owner.pupil_id), None)
        if one is None or owner.questionnaire != self.visit.code:
            return _("A form of another list, group or round")
        return one.pupil.full_name

    def _next_code(self) -> None:
        self._keep_remark()
        self.visit.put_away()
        self.visit.read()
        self._show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keys ---

    def _press(self, event: QKeyEvent) -> bool:
        """What a key does; ``False`` when it does nothing here."""
        key, typing = event.key(), self.typing
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        elif key in (Key.Key_PageDown, Key.Key_PageUp):
            self._take_pupil(self.visit.neighbour(1 if key == Key.Key_PageDown else -1))
        elif Key.Key_0 <= key <= Key.Key_9 and not control:
            if not event.isAutoRepeat():  # a key held down is one answer, not a row of them
                self._press_digit(str(key - Key.Key_0))
        elif key in (Key.Key_Return, Key.Key_Enter):
            self._press_enter()
        elif key in (Key.Key_Backspace, Key.Key_Minus, Key.Key_Up):
            self._move(-1)
        elif key == Key.Key_Down:
            self._move(1)
        elif key == Key.Key_Delete:
            typing.take_away()
            self._show_on()
        elif key == Key.Key_F2 and typing.stage is Stage.TYPING:  # not as a shortcut: that is late
            self._type_again()
        else:
            return False
        return True

    def _press_digit(self, digit: str) -> None:
        choices = {"1": self.desk.see, "2": self.desk.again, "3": self.desk.over}
        if self.typing.stage is not Stage.ASKING:
            self.typing.digit(digit)
            self._show_on()
        elif digit in choices:
            choices[digit].click()

    def _press_enter(self) -> None:
        if self.typing.press_enter():
            self._next_code()
        else:
            self._show_on()

    def _take_words(self) -> None:
        """Enter in the line for an answer that is not one key."""
        try:
            self.typing.words(self.desk.line.text())
        except UserError as error:
            self.head.say("err", error.message, error.hint)
        else:
            self._show_on()

    def _see(self) -> None:
        self.typing.enter(Stage.TYPING)
        self._show_on()

    def _type_again(self) -> None:
        self.typing.begin_again(Mode.AGAIN)
        self._show_on()

    def _type_over(self) -> None:
        self.typing.begin_again(Mode.REPLACE)
        self._show_on()

    def _undo(self) -> None:
        if self.typing.undo():
            self.view.fill_remark()
            self._show()
            self._focus()

    def _show(self) -> None:
        self.view.show_all()

    def _show_on(self) -> None:
        """After a key."""
        self.view.show_typed()
        self._focus()

    def _focus(self) -> None:
        if (target := self.first_focus()) is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_remark(self) -> None:
        self.visit.keep_remark(self.desk.remark.text().strip())

    def _leave_remark(self) -> None:
        self._keep_remark()
        self._focus()

    def _move(self, step: int) -> None:
        self.typing.step(step)
        self._show_on()

    def _choose_place(self, place: int) -> None:
        if self.typing.stage is Stage.TYPING:
            self.typing.go(place)
            self._show_on()

    def _choose_language(self, language: str) -> None:
        self.visit.choose_language(language)
        self._show_on()

    def _choose_staff(self, staff_id: UUID | None) -> None:
        self.visit.choose_staff(staff_id)
        self._focus()

    def _print(self) -> None:
        PaperPrintDialog(self.app, self.visit.group_id, self.visit.code, self).open()

    def _close(self) -> None:
        self.app.open("scans", self.visit.group_id, self.visit.code)

    def _connect(self) -> None:
        self.code.textChanged.connect(self._look_up)
        self.code.returnPressed.connect(self._take_code)
        self.queue.chosen.connect(self._take_pupil)
        self.desk.see.clicked.connect(self._see)
        self.desk.again.clicked.connect(self._type_again)
        self.desk.over.clicked.connect(self._type_over)
        self.desk.check.clicked.connect(self._type_again)
        self.desk.next.clicked.connect(self._press_enter)
        self.desk.rows.chosen.connect(self._choose_place)
        self.desk.line.returnPressed.connect(self._take_words)
        self.desk.line.left.connect(self._move)
        self.desk.remark.returnPressed.connect(self._leave_remark)
        self.conditions.language_chosen.connect(self._choose_language)
        self.conditions.staff_chosen.connect(self._choose_staff)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self._close)
