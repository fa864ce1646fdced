"""Small questions about plans: another review day, another person, why a new version, a code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.proposals.goals import check_dates
from npo_desktop.proposals.school_weeks import DaysOff
from ui.dialogs.asking import AskingDialog
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

WIDTH = 440  # pixels


class PlanAsk(AskingDialog):
    """One field and a button that names the result; what is refused is said in place."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        field: Field,
        yes: str,
        act: Callable[[], None],
        *,
        stays: bool = False,
    ) -> None:
        super().__init__(parent, title)
        self.setMinimumWidth(WIDTH)
        self._act, self._stays = act, stays
        self.field = field
        self.body.addWidget(text(title, "dialogTitle", wrap=True))
        if words:
            self.body.addWidget(text(words, "body", "ink2", wrap=True))
        self.body.addWidget(field)
        self.yes, self.no = KeyButton(yes, kind="primary"), KeyButton(_("Cancel"), "Esc")
        self.yes.setDefault(True)
        self.buttons.addStretch()
        self.buttons.addWidget(self.no)
        self.buttons.addWidget(self.yes)
        self.first = field.control
        self.yes.clicked.connect(self._try)
        self.no.clicked.connect(self.reject)
        field.control.setFocus()

    def _try(self) -> None:
        self.wrong.hide()
        try:
            self._act()
        except UserError as error:
            self._show_refusal(error)
        else:
            if not self._stays:
                self.accept()


def ask_review_day(
    parent: QWidget, day: date, holidays: Sequence[DaysOff], moved: Callable[[date], None]
) -> PlanAsk:
    """The day to look back; one in a holiday is said at once."""
    edit = day_edit(day)
    field = Field(_("Review on"), edit)

    def say() -> None:
        field.set_message(check_dates(day_of(edit), day_of(edit), holidays)[0] or "")

    edit.dateChanged.connect(say)
    say()
    return PlanAsk(
        parent,
        _("Move the review"),
        _("Signed plans stay as they are."),
        field,
        _("Move"),
        lambda: moved(day_of(edit)),
    )


def ask_who(parent: QWidget, staff: Sequence[str], changed: Callable[[str], None]) -> PlanAsk:
    """Somebody of the school, or any other name."""
    combo = QComboBox()
    combo.setEditable(True)
    combo.addItems(list(staff))
    combo.setEditText("")
    return PlanAsk(
        parent,
        _("Who does it"),
        _("Signed plans stay as they are."),
        Field(_("Who"), combo),
        _("Change who"),
        lambda: changed(combo.currentText()),
    )


def ask_why(parent: QWidget, title: str, yes: str, said: Callable[[str], None]) -> PlanAsk:
    """One sentence that is kept with the earlier version."""
    line = QLineEdit()
    return PlanAsk(
        parent,
        title,
        _("The earlier version is kept, with why it changed."),
        Field(_("Why"), line),
        yes,
        lambda: said(line.text()),
    )


def ask_code(parent: QWidget, compared: Callable[[str], str]) -> PlanAsk:
    """A code on paper; the answer stands in place, so that the next one can be typed."""
    line, answer = QLineEdit(), text("", "primary", wrap=True)
    line.setPlaceholderText("7F3K-Q2XD")

    def look() -> None:
        answer.setText("")
        answer.setText(compared(line.text()))
        line.selectAll()

    ask = PlanAsk(
        parent,
        _("Compare a code on paper"),
        _("The code stands at the bottom of a signed plan."),
        Field(_("Code"), line),
        _("Compare"),
        look,
        stays=True,
    )
    ask.no.setText(_("Close"))
    ask.body.addWidget(answer)
    return ask
