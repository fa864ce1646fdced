"""A document on the screen as it comes out of the printer; printed or saved from here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.exports.pdf.locked import easy_password
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.document import Document, note_document, save_document, with_undrawn
from npo_desktop.progress import Progress
from ui.dialogs.room import open_sized
from ui.preview import printers
from ui.preview.pdf_pages import PdfPages
from ui.preview.preview_frame import PreviewFrame
from ui.preview.printing import PrintJob, PrintStopped, print_pages, set_up
from ui.preview.saving import ask_file

if TYPE_CHECKING:
    from ui.app import App, Session

F = TypeVar("F")
SIZE = (1180, 690)  # pixels


def open_preview(
    app: App,
    parent: QWidget | None,
    *,
    title: str,
    load: Callable[[Session], F],
    render: Callable[[F, str, Progress], Document],
    kind: str = "document",
) -> PreviewDialog:
    """Show a document; ``kind`` is what it is, as a code in small letters, for the log.

    ``load`` gets the store, on the worker. ``render`` gets what it read, the paper ("a4" or
    "letter") and the progress; other paper renders again and loads nothing.
    """
    held: list[F] = []

    def make(paper: str, progress: Progress) -> Document:
        if not held:
            with app.lend() as store, store.reading() as session:
                held.append(load(session))
        return render(held[0], paper, progress)

    dialog = PreviewDialog(app, parent, make, title=title, kind=kind or "document")
    dialog.open()
    dialog.make()
    return dialog


class PreviewDialog(QDialog):
    """Holds the document in memory for as long as it is open, and nowhere else."""

    shown = Signal()  # the pages are there; after each change of paper again
    printed = Signal(int)  # pages that went to the printer
    saved = Signal(object)  # Path
    refused = Signal(object)  # UserError, told in the dialog

    def __init__(
        self,
        app: App,
        parent: QWidget | None,
        make: Callable[[str, Progress], Document],
        *,
        title: str,
        kind: str,
    ) -> None:
        super().__init__(parent)
        self._app, self._make, self._kind = app, make, kind
        self._closed = Event()
        self._busy = self._is_leaving = False  # the latter: it is on its way to paper or disk
        self._job: PrintJob | None = None
        self._paper = ""  # of the document that is shown
        self.document: Document | None = None
        self.pages: PdfPages | None = None
        self.gone: set[int] = set()  # pages (from 0) that went to a printer, over all its jobs
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.frame = PreviewFrame(self, app.jobs, printers.this_computer(), title)
        open_sized(self, *SIZE)
        self._connect()
        self._look()

    def make(self) -> None:
        """The document on the chosen paper, on the worker."""
        paper, closed, make = str(self.frame.options.paper.value()), self._closed, self._make

        def work(progress: Progress) -> tuple[str, Document, PdfPages]:
            def going(done: int, total: int, label: str = "") -> None:
                if closed.is_set():
                    raise Cancelled
                progress(done, total, label)

            going(0, 1)
            document = with_undrawn(lambda: make(paper, going))
            going(1, 1)
            return paper, document, PdfPages(document.pdf)

        self._start(work, self._show, _("Preview"))

    def print_now(self) -> None:
        """As chosen at the right; the log says so before the printer gets it."""
        document, pages, options = self.document, self.pages, self.frame.options
        if document is None or pages is None or self._busy:
            return
        job = options.job(Path(document.file_name).stem, document.starts)
        if job is None:
            return
        try:
            printer = printers.this_computer().open(job.printer)
        except UserError as error:
            options.find_printers()
            self._tell(error)
            return
        set_up(printer, job, pages.sizes[job.pages[0]])
        app, kind, self._job = self._app, self._kind, job

        def work(progress: Progress) -> int:
            with app.lend(brief=True) as store, store.writing() as session:
                note_document(session, "print", document, kind)
            return print_pages(printer, pages, job, progress)

        self._is_leaving = True
        self._start(work, self._show_printed, _("Printing"))

    def save(self) -> None:
        """Ask where; behind a password when that was chosen."""
        document = self.document
        file = ask_file(self, document.file_name) if document is not None else None
        if document is None or file is None or self._busy:
            return
        app, kind = self._app, self._kind
        password = easy_password() if self.frame.lock.isChecked() else ""

        def work(_progress: Progress) -> tuple[Path, str]:
            with app.lend(brief=True) as store, store.writing() as session:
                note_document(session, "export", document, kind, file.parent)
                save_document(document, file, password)  # no file without a note, nor the reverse
            return file, password

        self._is_leaving = True
        self._start(work, self._show_saved, _("Save as PDF"))

    def reject(self) -> None:
        """Esc while it prints or saves stops that; else it closes, also while it is made."""
        if self._is_leaving:
            self.frame.bar.stop.click()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Closed: nothing of it stays in memory."""
        self._closed.set()
        self.frame.sheets.show_pages(None)
        if self.pages is not None:
            self.pages.close()
        self.document = self.pages = None
        super().done(result)

    # --- what came of it ---

    def _start(self, work: Callable[[Progress], F], then: Callable[[F], None], label: str) -> None:
        self._busy = True
        self.frame.tell_nothing()
        self._look()
        self._app.jobs.start(work, then, label=label, after=self._at_rest, refused=self._tell)

    def _show(self, made: tuple[str, Document, PdfPages]) -> None:
        before = self.pages
        self._paper, self.document, self.pages = made
        self.gone.clear()
        self.frame.show_document(self.document, self.pages)
        if before is not None:
            before.close()
        QTimer.singleShot(0, self, self._find_printers)
        self.shown.emit()

    def _find_printers(self) -> None:
        """After the first page is painted: some systems take their time to answer."""
        if self.pages is not None:
            self.frame.options.show_pages(len(self.pages))
            self.frame.options.find_printers()
            self._look()

    def _show_printed(self, pages: int) -> None:
        if self._job is not None:
            self.gone.update(self._job.pages)
        words = ngettext("{n} page went to {printer}.", "{n} pages went to {printer}.", pages)
        first = words.format(n=pages, printer=self._job.printer if self._job else "")
        collect = _("Collect your print now: in the tray anybody can read it.")
        self.frame.tell("ok", first, collect)
        self._app.say(first, collect)
        self.frame.leave.setFocus()
        self.printed.emit(pages)

    def _show_saved(self, made: tuple[Path, str]) -> None:
        file, password = made
        saved = _("Saved in {folder}.").format(folder=file.parent)
        self.frame.tell("ok", file.name, saved)
        self.frame.secret.show_password(password)
        self.saved.emit(file)

    def _tell(self, error: UserError) -> None:
        self.frame.tell("err", error.message, error.hint)
        if isinstance(error, PrintStopped):
            if self._job is not None:
                self.gone.update(self._job.pages[: error.printed])  # later copies repeat them
            self.frame.options.go_on_from(error.printed)
        self.refused.emit(error)

    def _at_rest(self) -> None:
        self._busy = self._is_leaving = False
        self.frame.options.paper.set_value(self._paper)  # other paper may have been stopped
        if self.document is None and self.frame.told.isHidden():
            self.frame.tell(
                "err", _("The preview could not be made."), _("Close it and try again.")
            )
        self._look()

    def _look(self) -> None:
        ready = self.document is not None and not self._busy
        self.frame.print.setEnabled(ready and self.frame.options.has_printer)
        self.frame.save.setEnabled(ready)
        self.frame.options.setEnabled(not self._busy)

    def _connect(self) -> None:
        frame = self.frame
        frame.options.paper_chosen.connect(self.make)
        frame.options.changed.connect(self._look)
        frame.print.clicked.connect(self.print_now)
        frame.save.clicked.connect(self.save)
        frame.leave.clicked.connect(self.reject)
