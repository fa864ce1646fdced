"""Who has which picture code, for the adult: on the screen, and as cards to cut out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.clock import today
from npo_desktop.content.pictures import Code, code_words
from npo_desktop.errors import UserError
from npo_desktop.exports.picture_facts import PictureSheet, PictureStrip, picture_file_name
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.desk import PictureCard, note_codes
from npo_desktop.queries.school import school_facts
from ui import icons
from ui.app import Topic
from ui.dialogs.room import open_sized
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (720, 560)  # pixels
_SIDE, _GAP = 28, 10


class CodePictures(QWidget):
    """The pictures of one code in a row."""

    def __init__(self, code: Code, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = code
        self.setAccessibleName(code_words(code))
        self.setToolTip(code_words(code))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(len(self._code) * (_SIDE + _GAP), _SIDE + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, name in enumerate(self._code):
            icons.paint(painter, QRectF(place * (_SIDE + _GAP), 2, _SIDE, _SIDE), name, "ink")


class CodesDialog(QDialog):
    """Saving is one file; its name says the day and nobody's name."""

    def __init__(self, app: App, cards: Sequence[PictureCard], parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self.cards = app, tuple(cards)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Picture codes"))
        open_sized(self, *SIZE)
        self.paper = Segmented([("a4", "A4"), ("letter", "Letter")], "a4", name=_("Paper"))
        self.told = Note("ok")
        self.told.hide()
        self.cancel = KeyButton(_("Close"), "Esc")
        self.save = KeyButton(_("Save as PDF..."), kind="primary", icon="file-type-pdf")
        self._build()
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._ask_where)

    def save_to(self, path: Path) -> None:
        """Write the cards there, on the worker."""
        sheet, paper = self._sheet(), str(self.paper.value())

        def work(_progress: Progress) -> Path:
            from npo_desktop.exports.pdf.picture_codes import picture_codes
            from npo_desktop.exports.pdf.style import Paper
            from npo_desktop.safe_file import write_bytes

            write_bytes(path, picture_codes(sheet, paper=Paper(paper)))
            return path

        self.save.setEnabled(False)
        self._app.jobs.start(
            work,
            self._show_saved,
            label=_("Picture codes"),
            after=self._at_rest,
            refused=self._show_refusal,
        )

    def _ask_where(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        usual = Path(QStandardPaths.writableLocation(place)) / picture_file_name(today())
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the picture codes"), str(usual), "PDF (*.pdf)"
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix.lower() == ".pdf" else path.with_suffix(".pdf"))

    def _show_saved(self, path: Path) -> None:
        with self._app.writing(Topic.SAFETY) as session:
            note_codes(session, path.parent, len(self.cards))
        self.told.set_tone("ok")
        self.told.set_text(
            _("The picture codes are saved: {file}").format(file=path.name),
            _("The file shows names of pupils. Delete it when it is printed."),
        )
        self.told.show()

    def _show_refusal(self, error: UserError) -> None:
        self.told.set_tone("err")
        self.told.set_text(error.message, error.hint)
        self.told.show()

    def _at_rest(self) -> None:
        self.save.setEnabled(True)

    def _sheet(self) -> PictureSheet:
        with self._app.reading() as session:
            school = school_facts(session)
        groups = {card.group for card in self.cards}
        return PictureSheet(
            school.name,
            school.place,
            groups.pop() if len(groups) == 1 else "",
            today(),
            school.is_practice,
            tuple(PictureStrip(card.name, card.code) for card in self.cards),
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(_("Picture codes"), "dialogTitle"))
        lead = _("A child points at its three pictures and finds its own list, without names.")
        column.addWidget(text(lead, "body", "ink2", wrap=True))
        inside = QWidget()
        inside.setProperty("role", "canvas")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(16)
        for row, card in enumerate(self.cards):
            grid.addWidget(text(card.name, "control"), row, 0)
            grid.addWidget(CodePictures(card.code), row, 1)
            grid.addWidget(text(code_words(card.code), "body", "ink2"), row, 2)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(self.cards), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        column.addWidget(area, 1)
        column.addWidget(self.told)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.paper)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
