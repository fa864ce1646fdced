"""The furniture of the preview: pages at the left, what to do with them at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from ui.jobs import Jobs
from ui.preview.page_sheets import PageSheets
from ui.preview.pdf_pages import PdfPages
from ui.preview.print_options import PrintOptions
from ui.preview.printers import Printers
from ui.widgets.icon_button import IconButton
from ui.widgets.job_bar import JobBar
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note, Tone
from ui.widgets.page_area import scrolling
from ui.widgets.password_note import PasswordNote
from ui.widgets.text import rule, text

SIDE = 316  # pixels


class PreviewFrame:
    """Laid out in ``dialog``; what the widgets do is the dialog's."""

    def __init__(self, dialog: QDialog, jobs: Jobs, printers: Printers, title: str) -> None:
        self.sheets = PageSheets()
        self.options = PrintOptions(printers)
        self.place = text("", "body", "ink2")
        self.smaller = IconButton("minus", _("Smaller"))
        self.larger = IconButton("plus", _("Larger"))
        self.news = QWidget()
        self.told, self.secret = Note("ok"), PasswordNote()
        self.gaps = Note("warn", _("This is missing in it"))
        self.lock = QCheckBox(_("Lock the PDF with a password"))
        self.bar = JobBar(jobs)
        self.save = KeyButton(_("Save as PDF"), "Ctrl+S", icon="file-type-pdf", shortcut=True)
        self.print = KeyButton(_("Print"), "Ctrl+P", kind="primary", icon="printer", shortcut=True)
        self.leave = KeyButton(_("Close"), "Esc")
        self._build(dialog, title)
        self._connect(dialog)
        for note in (self.told, self.gaps):
            note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            note.hide()

    def show_document(self, document: Document, pages: PdfPages) -> None:
        """The pages, and what is not on them."""
        self.sheets.show_pages(pages)
        self.gaps.set_text(_("This is missing in it"), "\n".join(document.missing))
        self.gaps.setVisible(bool(document.missing))
        self._show_place(self.sheets.page)
        self.sheets.setFocus()

    def tell(self, tone: Tone, first: str, rest: str = "") -> None:
        """What came of it, above the buttons."""
        self.told.set_tone(tone)
        self.told.set_text(first, rest)
        self.told.show()
        self.news.show()

    def tell_nothing(self) -> None:
        """Before something new is begun."""
        self.told.hide()
        self.secret.show_password("")
        self.news.hide()

    def _zoom(self, step: int) -> None:
        self.sheets.zoom(step)
        self._show_place(self.sheets.page)

    def _show_place(self, page: int) -> None:
        count = self.sheets.count
        words = _("Page {page} of {n}").format(page=page + 1, n=count) if count else ""
        self.place.setText(words)

    def _connect(self, dialog: QDialog) -> None:
        self.sheets.moved.connect(self._show_place)
        self.smaller.clicked.connect(lambda: self._zoom(-1))
        self.larger.clicked.connect(lambda: self._zoom(1))
        for key, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            short = QShortcut(QKeySequence(key), dialog)
            short.activated.connect(lambda step=step: self._zoom(step))

    def _build(self, dialog: QDialog, title: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 12)
        head.setSpacing(8)
        head.addWidget(text(title, "dialogTitle", wrap=True), 1)
        for widget in (self.place, self.smaller, self.larger):
            head.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sheets, 1)
        middle.addWidget(self._side())
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 10)
        foot.setSpacing(8)
        foot.addStretch()
        for button in (self.leave, self.save, self.print):
            foot.addWidget(button)
        whole = QVBoxLayout(dialog)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addLayout(middle, 1)
        whole.addWidget(self._news())
        whole.addWidget(self.bar)
        whole.addWidget(rule())
        whole.addLayout(foot)

    def _news(self) -> QWidget:
        """What came of it, across the whole width; takes no room while there is nothing."""
        told = QVBoxLayout(self.news)
        told.setContentsMargins(16, 8, 16, 8)
        told.setSpacing(8)
        told.addWidget(self.told)
        told.addWidget(self.secret)
        self.news.hide()
        return self.news

    def _side(self) -> QFrame:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.gaps)
        column.addWidget(self.options)
        column.addWidget(rule())
        column.addWidget(self.lock)
        column.addStretch()
        area = scrolling(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QFrame()
        side.setFixedWidth(SIDE)
        line = QVBoxLayout(side)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(area)
        return side
