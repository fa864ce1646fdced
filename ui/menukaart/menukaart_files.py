"""What leaves the menukaart as a file, and what comes in: sheets on paper, a workbook, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from npo_desktop.clock import today
from npo_desktop.content.catalogue import Intervention
from npo_desktop.errors import UserError
from npo_desktop.files.menukaart_file import MenukaartFile
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, note_export
from npo_desktop.jobs.menukaart_jobs import render_practice_sheet, write_menukaart
from npo_desktop.progress import Progress
from npo_desktop.queries.menukaart.attachments import attachment_content, check_size
from npo_desktop.queries.menukaart.menukaart_imports import MenukaartPreview, preview_menukaart
from npo_desktop.queries.school import SchoolFacts
from npo_desktop.safe_file import write_bytes
from ui.preview import open_preview

if TYPE_CHECKING:
    from ui.app import App


class MenukaartFiles(QObject):
    """Made on the worker, written whole or not at all, and noted in the log as every export."""

    made = Signal(object, str)  # Path, what it is in words
    previewed = Signal(object, object)  # MenukaartFile, MenukaartPreview

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = Path(QStandardPaths.writableLocation(place)) / "NPO Desktop"

    def show_sheet(self, card: Intervention, school: SchoolFacts, parent: QWidget) -> None:
        """The practice sheet of a card, one page, as it comes out of the printer."""
        from npo_desktop.exports.practice_facts import PracticeSheet

        content = self._app.content
        shipped = content.catalogue.shipped or content.catalogue
        facts = PracticeSheet(
            card=card,
            shipped=shipped.get(card.id),
            subscales=content.subscales,
            school=school.name,
            place=school.place,
            made_on=today(),
            is_practice=school.is_practice,
        )
        open_preview(
            self._app,
            parent,
            title=_("Practice sheet"),
            load=lambda _session: facts,
            render=render_practice_sheet,
            kind="practice-sheet",
        )

    def save_workbook(self) -> None:
        """All cards, to work on in a spreadsheet and read back."""
        content = self._app.content
        path = self.folder / f"menukaart-{today().isoformat()}.xlsx"
        self._start(
            lambda: write_menukaart(content.catalogue, content.subscales, path),
            _("The menukaart is made."),
        )

    def save_attachment(self, attachment_id: UUID, path: Path) -> None:
        """Where somebody said, and nowhere else."""
        app = self._app

        def write() -> Written:
            with app.lend() as store, store.reading() as session:
                content = attachment_content(session, attachment_id)
            write_bytes(path, content)
            return Written((path,))

        self._start(write, _("The file is saved."))

    def open_sheet(self, path: Path) -> None:
        """Read a sheet of cards; what it would do follows in ``previewed``."""
        app = self._app
        content = app.content

        def work(_progress: Progress) -> tuple[MenukaartFile, MenukaartPreview]:
            from npo_desktop.importers.menukaart.read import read_menukaart  # openpyxl: on use

            file = read_menukaart(path)
            with app.lend() as store, store.reading() as session:
                return file, preview_menukaart(session, content, file)

        app.jobs.start(work, lambda found: self.previewed.emit(*found), label=_("Reading the file"))

    def _start(self, write: Callable[[], Written], words: str) -> None:
        app = self._app

        def work(_progress: Progress) -> Path:
            written = write()
            with app.lend() as store, store.writing() as session:
                note_export(session, Written(written.paths))
            return written.paths[0]

        app.jobs.start(work, lambda path: self.made.emit(path, words), label=words)


def read_attachment(path: Path) -> bytes:
    """A file to keep with a card; its size is looked at before it is read."""
    try:
        check_size(path.name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(
            _("{file} could not be read: {reason}.").format(file=path.name, reason=reason),
            _("Choose another file."),
        ) from error
