"""Printing questionnaires: which list, for whom; the forms and the names are shown first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.paper_facts import PaperSet
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.answering.paper_lists import (
    load_paper_set,
    paper_questionnaires,
    pupils_on_paper,
)
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui.dialogs.frame import dialog_foot
from ui.paper.paper_options import PaperOptions
from ui.preview import open_preview
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.app import App, Session

WIDTH = 680  # pixels


class PaperPrint(QWidget):
    """The choices, and a button for the forms and one for who gets which."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._round: RoundFacts | None = None
        self.options = PaperOptions()
        self.names = KeyButton(_("Who gets which"), icon="list")
        self.names.setToolTip(_("Which code is whose: a page of its own, never on the forms."))
        self.make = KeyButton("", kind="primary", icon="printer")
        self._build()
        self.options.changed.connect(self._show_button)
        self.make.clicked.connect(self._show_forms)
        self.names.clicked.connect(self._show_names)

    def refresh(self) -> None:
        """What there is to choose, in the round that is looked at."""
        app = self._app
        with app.reading() as session:
            self._round = this = chosen_round(session, app.round_id, today())
            if this is not None:
                year = school_year_of(this.starts_on)
                shown = app.groups_shown(session, year)
                groups = group_list(session, year)
                self.options.show_school(
                    pupils_on_paper(session, this),
                    [one for one in groups if shown is None or one.id in shown],
                    paper_questionnaires(session, app.content, this),
                )
        self._show_button()

    def _show_forms(self) -> None:
        layout, duplex = str(self.options.layouts.value()), self.options.duplex.isChecked()

        def render(facts: PaperSet, paper: str, progress: Progress) -> Document:
            from npo_desktop.jobs.paper_jobs import render_paper_forms  # reportlab: on use

            return render_paper_forms(facts, paper, progress, layout=layout, is_duplex=duplex)

        self._show(_("Paper lists"), render)

    def _show_names(self) -> None:
        def render(facts: PaperSet, paper: str, progress: Progress) -> Document:
            from npo_desktop.jobs.paper_jobs import render_paper_names  # reportlab: on use

            return render_paper_names(facts, paper, progress)

        self._show(_("Who gets which"), render)

    def _show(self, title: str, render: Callable[[PaperSet, str, Progress], Document]) -> None:
        this, app, options = self._round, self._app, self.options
        chosen, code, language = options.pupils(), options.code, options.language.currentData()
        if this is None or not chosen:
            return

        def load(session: Session) -> PaperSet:
            questionnaire = paper_questionnaires(session, app.content, this)[code]
            return load_paper_set(session, questionnaire, this, chosen, language=language)

        def of_them(facts: PaperSet, paper: str, progress: Progress) -> Document:
            return replace(render(facts, paper, progress), pupils=chosen)

        open_preview(app, self, title=title, load=load, render=of_them, kind="paper")

    def _show_button(self) -> None:
        n = len(self.options.pupils())
        words = ngettext("Show the form of {n} pupil", "Show the forms of {n} pupils", n)
        self.make.setText(words.format(n=n))
        for button in (self.make, self.names):
            button.setEnabled(n > 0 and self._round is not None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.options)
        self.options.foot.addWidget(self.names)
        self.options.foot.addWidget(self.make)


class PaperPrintDialog(QDialog):
    """For a group and a list that are known already."""

    def __init__(self, app: App, group_id: UUID | None, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Print forms"))
        self.setMinimumWidth(WIDTH)
        self.printing = PaperPrint(app, self)
        close = KeyButton(_("Close"), "Esc")
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(text(_("Print forms"), "dialogTitle"))
        column.addWidget(self.printing)
        column.addLayout(dialog_foot(close))
        self.printing.refresh()
        self.printing.options.choose(group_id, code)
