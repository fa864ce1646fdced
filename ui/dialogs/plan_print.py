"""Plans on paper: which paper, where it goes, and opening it when it is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import Written, note_export
from npo_desktop.progress import Progress
from npo_desktop.queries.menukaart import school_content
from npo_desktop.queries.plan_papers import load_plan_papers
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 480  # pixels


class PlanPrintDialog(QDialog):
    """One PDF with a page for each plan: names of pupils stand in it, not in its file name."""

    def __init__(self, app: App, plan_ids: Sequence[UUID], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Print plans"))
        self.setMinimumWidth(WIDTH)
        self._app, self._ids, self._path = app, tuple(plan_ids), Path()
        self.folder = _documents() / "NPO Desktop"
        self.paper = Segmented([("a4", "A4"), ("letter", "Letter")], name=_("Paper"))
        self.told, self.open_file = Note("ok"), KeyButton(_("Open"), size="row")
        n = len(plan_ids)
        make = ngettext("Make {n} sheet", "Make {n} sheets", n).format(n=n)
        self.make, self.leave = KeyButton(make, kind="primary"), KeyButton(_("Close"))
        self.make.clicked.connect(self._make)
        self.leave.clicked.connect(self.reject)
        self.open_file.clicked.connect(self._open)
        self._build()

    def _make(self) -> None:
        app, ids, folder, paper = self._app, self._ids, self.folder, str(self.paper.value())

        def work(progress: Progress) -> Written:
            from npo_desktop.jobs.plan_jobs import render_plan_papers  # reportlab: not at the start

            with app.lend() as store, store.reading() as session:
                facts = load_plan_papers(session, school_content(session, app.content), ids)
            written = render_plan_papers(facts, folder, paper=paper, progress=progress)
            with app.lend() as store, store.writing() as session:
                note_export(session, written)
            return written

        self.make.setEnabled(False)
        app.jobs.start(
            work, self._show_made, label=_("Plans"), after=self._at_rest, refused=self._tell
        )

    def _show_made(self, written: Written) -> None:
        self._path = written.paths[0]
        self.told.set_tone("ok")
        saved = _("Saved in {folder}.").format(folder=self._path.parent)
        self.told.set_text(_("The plans are ready to print."), saved)
        self.open_file.show()
        self._show_told()

    def _tell(self, error: UserError) -> None:
        self.told.set_tone("err")
        self.told.set_text(error.message, error.hint)
        self.open_file.hide()
        self._show_told()

    def _show_told(self) -> None:
        self.told.show()
        self._column.activate()
        self.resize(self.width(), self._column.heightForWidth(self.width()))

    def _at_rest(self) -> None:
        self.make.setEnabled(True)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _build(self) -> None:
        self.told.add_action(self.open_file)
        self.told.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.paper)
        line.addStretch()
        line.addWidget(self.leave)
        line.addWidget(self.make)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(text(_("Print plans"), "dialogTitle"))
        words = _("One page a plan: to sign, or with its code when it was signed.")
        column.addWidget(text(words, "body", "ink2", wrap=True))
        column.addWidget(Note("info", _("Pupils' names stand on these pages."),
                              _("Keep them where only colleagues come.")))  # fmt: skip
        column.addWidget(self.told)
        column.addLayout(line)


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())
