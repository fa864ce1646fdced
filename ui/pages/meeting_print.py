"""The agenda on paper: read and drawn on the worker, written down in the log, then opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from npo_desktop.dossiers.attention import AttentionRow
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, note_export
from npo_desktop.progress import Progress
from npo_desktop.queries.meeting_agenda import load_agenda

if TYPE_CHECKING:
    from ui.app import App


def print_agenda(app: App, meeting_id: UUID, rows: Mapping[UUID, AttentionRow]) -> None:
    """It holds names and reasons: it is marked confidential and its file name holds no name."""
    folder, names = _documents() / "NPO Desktop", app.content.subscales

    def work(progress: Progress) -> Written:
        from npo_desktop.jobs.agenda_jobs import render_agenda  # reportlab: not at the start

        with app.lend() as store, store.reading() as session:
            facts = load_agenda(session, meeting_id, rows, names)
        written = render_agenda(facts, folder, progress=progress)
        with app.lend() as store, store.writing() as session:
            note_export(session, written)
        return written

    def show(written: Written) -> None:
        path = written.paths[0]
        app.say(
            _("The agenda is ready to print."),
            _("Saved in {folder}. Remove the file after printing.").format(folder=path.parent),
        )
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    app.jobs.start(work, show, label=_("Agenda"))


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
