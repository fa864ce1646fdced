"""The timetable of a block as a file; asked for where, written on the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.proposals.support.support_board import Board
from npo_desktop.queries.school import school_facts
from ui import state

if TYPE_CHECKING:
    from npo_desktop.jobs.export_jobs import Written
    from ui.app import App


class SupportSaving:
    """Remembers the folder for as long as the window is open."""

    def __init__(self, app: App, page: QWidget) -> None:
        self._app, self._page = app, page
        self.folder = _documents() / "NPO Desktop"
        self.made: Path | None = None

    def ask(self, board: Board) -> None:
        """Where it is to stand."""
        from npo_desktop.exports.xlsx.timetable import timetable_file_name

        self.folder.mkdir(parents=True, exist_ok=True)
        start = self.folder / timetable_file_name(board.block.name, today())
        name, _kind = QFileDialog.getSaveFileName(
            self._page, _("Save the timetable as"), str(start), "Excel (*.xlsx)"
        )
        if name:
            self.save(board, Path(name))

    def save(self, board: Board, file: Path) -> None:
        """Write it; who is in which group leaves the store, so that goes in the log."""
        from npo_desktop.exports.xlsx.timetable import Timetable
        from npo_desktop.jobs.export_jobs import note_export
        from npo_desktop.jobs.timetable_jobs import write_timetable
        from ui.preview.print_options import PAPER

        app, paper = self._app, state.choice(PAPER, "a4")
        with app.reading() as session:
            school = school_facts(session)
        facts = Timetable(school.name, school.is_practice, today(), board)

        def work(_progress: Progress) -> Written:
            written = write_timetable(facts, file, paper)
            with app.lend(brief=True) as store, store.writing() as session:
                note_export(session, written)
            return written

        app.jobs.start(work, self._tell, label=_("Timetable in Excel"))

    def _tell(self, written: Written) -> None:
        self.made = written.paths[0]
        self.folder = self.made.parent
        where = _("Saved in {folder}.").format(folder=self.made.parent)
        self._app.say(_("The timetable is ready: {file}").format(file=self.made.name), where)


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
