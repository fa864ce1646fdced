"""Plan the rounds of several years at once: proposed from a pattern, each line can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QSpinBox, QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.years.round_plans import (
    MOST_A_YEAR,
    MOST_YEARS,
    make_rounds,
    proposed_rounds,
    unplan_rounds,
)
from ui.app import Topic
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.rounds.round_lines import RoundLines
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (860, 600)  # pixels
USUAL_YEARS, USUAL_A_YEAR = 4, 2  # the scan is repeated for four years


class PlanAheadDialog(QDialog):
    """Nothing is made before all lines are right; what was made can be undone."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Plan several years"))
        self.resize(*SIZE)
        with app.reading() as session:
            self._known = round_list(session)
        self.years = QSpinBox()
        self.years.setRange(1, MOST_YEARS)
        self.years.setValue(USUAL_YEARS)
        a_year = [(n, str(n)) for n in range(1, MOST_A_YEAR + 1)]
        self.a_year = Segmented(a_year, USUAL_A_YEAR, name=_("Rounds a year"))
        self.lines = RoundLines(has_earlier=bool(self._known))
        self.wrong = Note("err")
        self.nothing = text(
            _("In these years a round is planned already around every usual time."), "body", "ink2"
        )
        self.plan = KeyButton("", kind="primary")
        self.cancel = KeyButton(_("Cancel"), "Esc")
        self._build()
        self.years.valueChanged.connect(self._propose)
        self.a_year.chosen.connect(self._propose)
        self.lines.changed.connect(self._show_button)
        self.plan.clicked.connect(self._make)
        self.cancel.clicked.connect(self.reject)
        self._propose()

    def _propose(self) -> None:
        drafts = proposed_rounds(
            self._known,
            today(),
            years=self.years.value(),
            a_year=int(str(self.a_year.value())),
        )
        self.wrong.hide()
        self.lines.set_drafts(drafts)
        self.nothing.setVisible(not drafts)
        self._show_button()

    def _show_button(self) -> None:
        n = len(self.lines.drafts())
        self.plan.setText(ngettext("Plan {n} round", "Plan {n} rounds", n).format(n=n))
        self.plan.setEnabled(n > 0)

    def _make(self) -> None:
        drafts = self.lines.drafts()
        try:
            with self.app.writing(Topic.ROUNDS) as session:
                made = make_rounds(session, drafts)
        except UserError as error:
            self.wrong.set_text(error.message, error.hint)
            self.wrong.show()
            return
        n = len(made)
        self.app.say(
            ngettext("{n} round was planned.", "{n} rounds were planned.", n).format(n=n),
            undo=lambda: self._take_back(made),
        )
        self.accept()

    def _take_back(self, made: Sequence[UUID]) -> None:
        if self.app.round_id in made:
            self.app.choose_round(None)
        with self.app.writing(Topic.ROUNDS) as session:
            unplan_rounds(session, made)

    def _build(self) -> None:
        column = dialog_column(self)
        lead = _(
            "Proposed from the school year of the islands. Change what you like, or untick it."
        )
        column.addWidget(text(lead, "body", "ink2", wrap=True))
        pattern = QHBoxLayout()
        pattern.setSpacing(24)
        self.years.setFixedWidth(80)
        pattern.addWidget(Field(_("School years"), self.years))
        pattern.addWidget(Field(_("Rounds a year"), self.a_year))
        pattern.addStretch()
        column.addLayout(pattern)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.lines)
        column.addWidget(area, 1)
        column.addWidget(self.nothing)
        column.addWidget(self.wrong)
        self.wrong.hide()
        column.addLayout(dialog_foot(self.cancel, self.plan))
        self.plan.setDefault(True)
