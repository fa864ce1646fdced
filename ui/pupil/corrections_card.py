"""What parents or the pupil said about the file: one line, opened in place; none, no card."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.privacy.corrections import CorrectionFacts
from ui import icons
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

_LINE = 42  # pixels, as the line of the restricted notes


class CorrectionsCard(QFrame):
    """How many and the newest; open, each with its date and who asked for it, newest first."""

    resized = Signal()  # it was opened or folded

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("Corrections"))
        self._rows: list[QWidget] = []
        self._told = ""  # what the newest is about
        self._newest = ElidedLabel("", "help", "ink2")
        self.unfold = KeyButton("", size="row")
        self.list = QWidget()
        self._body = QVBoxLayout(self.list)
        self._body.setContentsMargins(16, 0, 16, 12)
        self._body.setSpacing(8)
        head = QWidget()
        head.setFixedHeight(_LINE)
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 4, 12, 4)
        line.setSpacing(8)
        self._title = text("", "cardTitle")
        line.addWidget(self._title)
        line.addWidget(self._newest, 1)
        line.addWidget(self.unfold)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list)
        self.unfold.clicked.connect(self._turn)
        self.fold()
        self.hide()

    def show_corrections(self, corrections: Sequence[CorrectionFacts]) -> None:
        """Show these instead; without any the card is not there."""
        for old in self._rows:
            self._body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_row(one) for one in corrections]
        for row in self._rows:
            self._body.addWidget(row)
        self._title.setText(_("Corrections") + f" ({len(corrections)})")
        newest = corrections[0] if corrections else None
        self._told = (newest.about or newest.words) if newest else ""
        self._show_list(not self.list.isHidden())
        self.setVisible(bool(corrections))

    def fold(self) -> None:
        """One line again."""
        self._show_list(False)

    def _turn(self) -> None:
        self._show_list(self.list.isHidden())
        self.resized.emit()

    def _show_list(self, shown: bool) -> None:
        self.list.setVisible(shown)
        self._newest.setText("" if shown else self._told)
        self.unfold.setText(_("Hide") if shown else _("Show"))
        icons.set_icon(self.unfold, "chevron-up" if shown else "chevron-down", "ink", 16)
        self.updateGeometry()  # so that the page knows at once how high it is now


def _row(one: CorrectionFacts) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    parts = (date_text(one.made_at.astimezone().date()), one.asked_by, one.about)
    column.addWidget(text(" · ".join(part for part in parts if part), "help", "ink2", wrap=True))
    column.addWidget(text(one.words, wrap=True, selectable=True))
    return row
