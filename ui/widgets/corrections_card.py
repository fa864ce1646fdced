"""What parents or the pupil said about the file; there only when something was said."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.corrections import CorrectionFacts
from ui.widgets.card import Card
from ui.widgets.text import text


class CorrectionsCard(Card):
    """Newest first, each with its date and who asked for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Corrections"), parent=parent)
        self._rows: list[QWidget] = []
        self.hide()

    def show_corrections(self, corrections: Sequence[CorrectionFacts]) -> None:
        """Show these instead; without any the card is not there."""
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [_row(one) for one in corrections]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(corrections))


def _row(one: CorrectionFacts) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    parts = (date_text(one.made_at.astimezone().date()), one.asked_by, one.about)
    column.addWidget(text(" · ".join(part for part in parts if part), "help", "ink2", wrap=True))
    column.addWidget(text(one.words, wrap=True, selectable=True))
    return row
