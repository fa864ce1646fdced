"""Reminders on paper: a page for each teacher or group with what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.reminder_facts import Reminders
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.papers.reminders import By, load_reminders
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.preview import open_preview
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 560  # pixels


class RemindersDialog(QDialog):
    """For whom; the pages are shown before they are printed."""

    def __init__(self, app: App, this: RoundFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self._round = app, this
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Reminders on paper"))
        self.setFixedWidth(WIDTH)
        self.by = Segmented(
            [(By.TEACHER, _("A page for each teacher")), (By.GROUP, _("A page for each group"))],
            name=_("For whom"),
        )
        self.sum = text("", "body", "ink2", wrap=True)
        self.make = KeyButton("", kind="primary", icon="printer")
        self.close_button = KeyButton(_("Close"), "Esc")
        self._build()
        self.by.chosen.connect(self._count)
        self.make.clicked.connect(self._make)
        self.close_button.clicked.connect(self.reject)
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # only now the style's paddings are known

    def _count(self) -> None:
        with self.app.reading() as session:
            by = By(str(self.by.value()))
            facts = load_reminders(session, self.app.content, self._round, by=by)
        n, still = len(facts.pages), sum(page.asked - page.complete for page in facts.pages)
        self.sum.setText(
            ngettext("{n} list is still open.", "{n} lists are still open.", still).format(n=still)
        )
        self.make.setText(ngettext("Make {n} page", "Make {n} pages", n).format(n=n))
        self.make.setEnabled(n > 0)

    def _make(self) -> None:
        """Shown first; this stays open behind it, to make the other kind as well."""
        app, this, by = self.app, self._round, By(str(self.by.value()))
        open_preview(
            app,
            self,
            title=self.windowTitle(),
            load=lambda session: load_reminders(session, app.content, this, by=by),
            render=_render,
            kind="reminders",
        )

    def _fit(self) -> None:
        if (layout := self.layout()) is not None:
            layout.activate()
            self.resize(WIDTH, layout.heightForWidth(WIDTH))

    def _build(self) -> None:
        lead = _("For on the desk: a friendly page that says what is still open, and until when.")
        column = dialog_column(self, lead)
        column.addWidget(self.sum)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(Field(_("For whom"), self.by))
        line.addStretch()
        column.addLayout(line)
        column.addSpacing(8)
        column.addLayout(dialog_foot(self.close_button, self.make))
        self._fit()


def _render(facts: Reminders, paper: str, progress: Progress) -> Document:
    from npo_desktop.jobs.reminder_jobs import render_reminders  # reportlab: not at the start

    return render_reminders(facts, paper, progress)
