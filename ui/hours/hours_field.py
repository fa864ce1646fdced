"""A field for hours a week, in quarters: typed, or turned with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.support.typed_amounts import MOST_MINUTES, QUARTER, hours_text, read_hours
from ui.widgets.icon_button import IconButton
from ui.widgets.text import text

PAUSE = 600  # ms after the last key before it is kept
WIDTH = 72  # pixels


class HoursEdit(QLineEdit):
    """Up and Down go a quarter of an hour further; PgUp and PgDn an hour."""

    turned = Signal(int)  # minutes further

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: QUARTER,
            Qt.Key.Key_Down: -QUARTER,
            Qt.Key.Key_PageUp: 60,
            Qt.Key.Key_PageDown: -60,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls


class HoursField(QWidget):
    """Announces minutes when they are complete, and what is wrong when they are not."""

    kept = Signal(int)  # minutes a week
    refused = Signal(object)  # a UserError

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = 0
        self.edit = HoursEdit()
        self.edit.setFixedWidth(WIDTH)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit.setAccessibleName(_("Hours a week"))
        self.less = IconButton("minus", _("A quarter of an hour less"), kind="bordered")
        self.more = IconButton("plus", _("A quarter of an hour more"), kind="bordered")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (self.less, self.edit, self.more, text(_("hours a week"), "body", "ink2")):
            line.addWidget(widget)
        line.addStretch()
        self.setFocusProxy(self.edit)
        self._pause.timeout.connect(self.commit)
        self.edit.textEdited.connect(self._pause.stop)
        self.edit.editingFinished.connect(self.commit)
        self.edit.turned.connect(self._turn)
        self.less.clicked.connect(lambda: self._turn(-QUARTER))
        self.more.clicked.connect(lambda: self._turn(QUARTER))

    def set_minutes(self, minutes: int) -> None:
        """Show what is in the store; something being typed gives way to it."""
        self._pause.stop()
        self._minutes = minutes
        self.edit.setText(hours_text(minutes))
        self.edit.setModified(False)

    def commit(self) -> None:
        """Keep what it says, if that is something else than before."""
        self._pause.stop()
        if self.edit.text() == hours_text(self._minutes):
            return  # also what was set elsewhere in other steps than quarters
        try:
            minutes = read_hours(self.edit.text())
        except UserError as error:
            self.refused.emit(error)
            return
        if minutes != self._minutes:
            self._minutes = minutes
            self.kept.emit(minutes)
        self.edit.setText(hours_text(minutes))

    def _turn(self, step: int) -> None:
        """From the quarter it stands at, within what one colleague can have."""
        try:
            minutes = read_hours(self.edit.text())
        except UserError:
            minutes = self._minutes
        turned = min(max(minutes + step, 0), MOST_MINUTES)
        self.edit.setText(hours_text(turned - turned % QUARTER))
        self._pause.start()
