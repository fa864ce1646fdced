"""The group view as a workbook, told in the message bar, and on paper, shown first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from npo_desktop.exports.group_facts import GroupView, group_file_name
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.export_jobs import Written, note_export
from npo_desktop.progress import Progress
from ui.export.export_books import usual_paper
from ui.preview import open_preview

if TYPE_CHECKING:
    from ui.app import App


class HeatFiles:
    """One at a time; ``folder`` is where files go."""

    def __init__(self, app: App, parent: QWidget) -> None:
        self._app, self._parent = app, parent
        self.is_busy = False
        self.folder = _documents() / "NPO Desktop"

    def make(self, view: GroupView, ending: str) -> None:
        """``ending``: ".xlsx", or ".pdf" that is shown to be printed."""
        if ending == ".pdf":
            self._show(view)
            return
        if self.is_busy:
            return
        app, file = self._app, self.folder / group_file_name(view, ending)
        paper = usual_paper()

        def work(progress: Progress) -> Written:
            from npo_desktop.jobs.group_jobs import render_group_view  # reportlab, openpyxl

            written = render_group_view(view, file, paper=paper, progress=progress)
            with app.lend() as store, store.writing() as session:
                note_export(session, written)
            return written

        self.is_busy = True
        app.jobs.start(work, self._show_written, label=_("Group view"), after=self._at_rest)

    def _show(self, view: GroupView) -> None:
        open_preview(
            self._app,
            self._parent,
            title=_("Group view"),
            load=lambda _session: view,
            render=_render,
            kind="group",
        )

    def _show_written(self, written: Written) -> None:
        file = written.paths[0]
        self._app.say(_("The group view is saved."), _("It is {file}.").format(file=file))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def _at_rest(self) -> None:
        self.is_busy = False


def _render(view: GroupView, paper: str, progress: Progress) -> Document:
    from npo_desktop.jobs.group_jobs import render_group_pdf  # reportlab: not at the start

    return render_group_pdf(view, paper, progress)


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
