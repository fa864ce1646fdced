"""Plan a round: a name, and from when to when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, current
from npo_desktop.queries.rounds import add_round, round_list
from ui.app import Topic
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.round_days import usual_end, usual_start
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_WIDTH = 440  # pixels


class NewRoundDialog(QDialog):
    """What is wrong is said beside the fields; nothing is kept until all is right."""

    made = Signal(object)  # the round's UUID, after it is on disk

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Plan a round"))
        self.setMinimumWidth(_WIDTH)
        self.name = QLineEdit(_next_name(app))
        start = usual_start(today())
        self.starts, self.ends = _date_edit(start), _date_edit(usual_end(start))
        self.named = Field(_("Name"), self.name, _("For example 2026-1, or baseline"))
        self.started = Field(_("First day"), self.starts)
        self.ended = Field(_("Last day"), self.ends)
        self.plan = KeyButton(_("Plan this round"), kind="primary")
        self.cancel = KeyButton(_("Cancel"))
        self._build()
        self.plan.clicked.connect(self._plan)
        self.cancel.clicked.connect(self.reject)

    def _plan(self) -> None:
        starts_on, ends_on = _day_of(self.starts), _day_of(self.ends)
        self.named.clear_error()
        self.ended.clear_error()
        try:
            with self.app.writing(Topic.ROUNDS) as session:
                made: UUID = add_round(session, self.name.text(), starts_on, ends_on).id
        except UserError as error:
            wrong = self.ended if ends_on < starts_on and self.name.text().strip() else self.named
            wrong.set_error(" ".join(part for part in (error.message, error.hint) if part))
            wrong.control.setFocus()
            self.resize(self.width(), self.heightForWidth(self.width()))
            return
        self.app.choose_round(made)
        self.made.emit(made)
        self.accept()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(text(_("Plan a round"), "dialogTitle"))
        column.addWidget(
            text(
                _("In a round every pupil is looked at once. The first is the baseline."),
                "body",
                "ink2",
                wrap=True,
            )
        )
        column.addWidget(self.named)
        days = QHBoxLayout()
        days.setSpacing(12)
        for field in (self.started, self.ended):
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(days)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.plan)
        column.addLayout(buttons)
        self.plan.setDefault(True)
        self.name.selectAll()


def _next_name(app: App) -> str:
    """The school year and a number that is still free: 2026-2."""
    year = today().year
    with app.reading() as session:
        taken = {known.name for known in round_list(session)}
    return next(name for n in range(1, 99) if (name := f"{year}-{n}") not in taken)


def _date_edit(day: date) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    english = current() == "en"
    edit.setLocale(QLocale(QLocale.Language.English if english else QLocale.Language.Dutch))
    edit.setDisplayFormat("d MMM yyyy" if english else "dd-MM-yyyy")
    edit.setCalendarPopup(True)
    return edit


def _day_of(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
