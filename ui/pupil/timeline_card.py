"""On a pupil's page: the last things that happened; all of them stand in their own tab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.dossiers.timeline import Entry
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from ui import theme
from ui.widgets.card import Card
from ui.widgets.chart_marks import draw_dot
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

FEW = 4  # entries
_ROW, _DAY, _DOT = 20, 84, 20  # pixels


class TimelineCard(Card):
    """The newest is filled, earlier ones are hollow, as on a string."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Timeline"), flush=True, parent=parent)
        self.every = KeyButton("", kind="link")
        self.add_action(self.every)
        self.nothing = text(_("Nothing has happened yet."), "help", "ink2")
        self._rows: list[QWidget] = []
        self.body.setContentsMargins(16, 4, 16, 6)
        self.body.setSpacing(0)
        self.body.addWidget(self.nothing)

    def show_entries(self, entries: Sequence[Entry], few: int = FEW) -> None:
        """The first of these, newest first; fewer where something more urgent takes room."""
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [
            _row(entry, is_first=place == 0, is_last=place == min(few, len(entries)) - 1)
            for place, entry in enumerate(entries[:few])
        ]
        for row in self._rows:
            self.body.addWidget(row)
            row.show()  # at once: a row that is to be shown later counts for no height
        self.nothing.setVisible(not entries)
        self.every.setText(_("All ({n})").format(n=len(entries)))
        self.every.setVisible(bool(entries))
        self.updateGeometry()


def _row(entry: Entry, *, is_first: bool, is_last: bool) -> QWidget:
    row = QWidget()
    row.setFixedHeight(_ROW)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    day = text(date_text(entry.on), "help", "ink2")
    day.setFixedWidth(_DAY)
    line.addWidget(day)
    line.addWidget(_Dot(is_first=is_first, is_last=is_last))
    said = " · ".join(filter(None, (entry.title, entry.words)))
    line.addWidget(ElidedLabel(said, "body"), 1)
    row.setToolTip("\n".join(filter(None, (entry.title, entry.words))))
    row.setAccessibleName(f"{date_text(entry.on)}: {entry.title} {entry.words}".strip())
    return row


class _Dot(QWidget):
    def __init__(self, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._is_first, self._is_last = is_first, is_last
        self.setFixedSize(QSize(_DOT, _ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        painter.setPen(QPen(theme.colour("line"), 1.5))
        if not self._is_first:
            painter.drawLine(QPointF(centre.x(), 0), centre)
        if not self._is_last:
            painter.drawLine(centre, QPointF(centre.x(), self.height()))
        draw_dot(painter, centre, theme.colour("accent"), hollow=not self._is_first)
