"""Reminders on paper: a page for each teacher or group with what is still open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import Written, note_export
from npo_desktop.jobs.reminder_jobs import render_reminders
from npo_desktop.progress import Progress
from npo_desktop.queries.reminders import By, load_reminders
from npo_desktop.store import audit
from npo_desktop.store.engine import Store
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 560  # pixels


class RemindersDialog(QDialog):
    """Stays after the file was made, so that it can be opened and printed from here."""

    def __init__(self, app: App, this: RoundFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app, self._round = app, this
        self._path: Path | None = None
        self._busy = False
        self.folder = _documents() / "NPO Desktop"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Reminders on paper"))
        self.setFixedWidth(WIDTH)
        self.by = Segmented(
            [(By.TEACHER, _("A page for each teacher")), (By.GROUP, _("A page for each group"))],
            name=_("For whom"),
        )
        self.paper = Segmented([("a4", "A4"), ("letter", "Letter")], name=_("Paper"))
        self.sum = text("", "body", "ink2", wrap=True)
        self.note = Note("ok")
        self.open_file = KeyButton(_("Open"), size="row")
        self.make = KeyButton("", kind="primary", icon="printer")
        self.close_button = KeyButton(_("Close"), "Esc")
        self._build()
        self.by.chosen.connect(self._count)
        self.make.clicked.connect(self._make)
        self.open_file.clicked.connect(self._open)
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
        self.make.setEnabled(n > 0 and not self._busy)

    def _make(self) -> None:
        app, this, folder = self.app, self._round, self.folder
        by, paper = By(str(self.by.value())), str(self.paper.value())

        def work(progress: Progress) -> Written:
            with app.lend() as store, store.reading() as session:
                facts = load_reminders(session, app.content, this, by=by)
            written = render_reminders(facts, folder, paper=paper, progress=progress)
            with app.lend() as store, store.writing() as session:
                note_export(session, written)
            return written

        self._busy = True
        self.make.setEnabled(False)
        self.note.hide()
        app.jobs.start(work, self._show_made, label=_("Reminders"), after=self._at_rest)

    def _show_made(self, written: Written) -> None:
        self._path = written.paths[0]
        rest = _("Saved in {folder}. It holds numbers of pupils, no names and no scores.")
        self.note.set_text(_("The reminders are ready."), rest.format(folder=self._path.parent))
        self.note.show()
        self.open_file.setFocus()
        self._fit()

    def _at_rest(self) -> None:
        self._busy = False
        self.make.setEnabled(True)

    def _open(self) -> None:
        """Opened is as good as printed: in the log, as soon as the store is free."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

        def work(store: Store, _progress: Progress) -> None:
            with store.writing() as session:
                audit.note(session, "print", "paper")

        self.app.start_with_store(work, lambda _nothing: None)

    def _fit(self) -> None:
        if (layout := self.layout()) is not None:
            layout.activate()
            self.resize(WIDTH, layout.heightForWidth(WIDTH))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(text(self.windowTitle(), "dialogTitle"))
        lead = _("For on the desk: a friendly page that says what is still open, and until when.")
        column.addWidget(text(lead, "body", "ink2", wrap=True))
        column.addWidget(self.sum)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(Field(_("For whom"), self.by))
        line.addWidget(Field(_("Paper"), self.paper))
        line.addStretch()
        column.addLayout(line)
        self.note.add_action(self.open_file)
        column.addWidget(self.note)
        self.note.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.make)
        column.addSpacing(8)
        column.addLayout(buttons)
        self._fit()


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
