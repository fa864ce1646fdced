"""Who has which picture code, for the adult: on the screen, and as cards to cut out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.clock import today
from npo_desktop.content.pictures import Code, code_words
from npo_desktop.exports.picture_facts import PictureSheet, PictureStrip, picture_file_name
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.answering.desk import PictureCard
from npo_desktop.queries.school import school_facts
from ui import icons
from ui.dialogs.frame import dialog_foot
from ui.dialogs.room import open_sized
from ui.preview import open_preview
from ui.widgets.key_button import KeyButton
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
    """Shown, and printed as cards to cut out; the file's name says the day and nobody's name."""

    def __init__(self, app: App, cards: Sequence[PictureCard], parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self.cards = app, tuple(cards)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Picture codes"))
        open_sized(self, *SIZE)
        self.cancel = KeyButton(_("Close"), "Esc")
        self.print = KeyButton(
            _("Print the cards"), "Ctrl+P", kind="primary", icon="printer", shortcut=True
        )
        self._build()
        self.cancel.clicked.connect(self.reject)
        self.print.clicked.connect(self.show_cards)

    def show_cards(self) -> None:
        """As they come out of the printer, to cut out."""
        sheet = self._sheet()
        open_preview(
            self._app,
            self,
            title=_("Picture codes"),
            load=lambda _session: sheet,
            render=self._render,
            kind="picture-codes",
        )

    def _render(self, sheet: PictureSheet, paper: str, _progress: Progress) -> Document:
        from npo_desktop.exports.pdf.picture_codes import picture_codes
        from npo_desktop.exports.pdf.style import Paper

        made = picture_codes(sheet, paper=Paper(paper))
        whose = tuple(card.pupil_id for card in self.cards)
        name = picture_file_name(sheet.made_on)
        return Document(made.pdf, name, _("Picture codes"), whose, starts=made.starts)

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
        column.addLayout(dialog_foot(self.cancel, self.print))
