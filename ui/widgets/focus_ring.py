"""The ring around what has the focus: 2 px, with a gap of 2 px, above everything."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui import theme

REACH = 4  # pixels around the control: gap and ring
_RINGED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QObject):
    """Follows the focus; a widget's property ``ring`` names a colour token or ``none``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []

    @Slot("QWidget*", "QWidget*")
    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The focus went elsewhere."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        target = _ringed(now)
        self._watched = [] if target is None else _with_parents(target)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        ring = self._ring if self._ring is not None and shiboken6.isValid(self._ring) else None
        target = self._watched[0] if self._watched else None
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            if ring is not None:
                ring.hide()
            return
        window = target.window()
        if ring is None:
            ring = self._ring = _Ring(window)
        elif ring.parentWidget() is not window:
            ring.setParent(window)
        ring.surround(target)


class _Ring(QWidget):
    """The ring itself; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._token, self._radius = "accent", 6.0
        self._visible = QRect()

    def surround(self, target: QWidget) -> None:
        """Lie around this widget, within what can be seen of it."""
        window = target.window()
        inner = target.property("ring") == "inside"
        reach = -1 if inner else REACH
        area = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        area = area.adjusted(-reach, -reach, reach, reach)
        seen = area
        for parent in _with_parents(target)[1:]:
            if isinstance(parent.parentWidget(), QAbstractScrollArea):
                seen = seen.intersected(QRect(parent.mapTo(window, QPoint(0, 0)), parent.size()))
        token = target.property("ringToken")
        self._token = token if isinstance(token, str) else "accent"
        self._radius = 4.0 if inner else 7.0
        self._visible = seen.translated(-area.topLeft())
        self.setGeometry(area)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(self._visible)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(self._token), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, self._radius, self._radius)


def _ringed(widget: QWidget | None) -> QWidget | None:
    """The control that shows the focus: a spin box for the field inside it."""
    if widget is None or widget.property("ring") == "none":
        return None
    parent = widget.parentWidget()
    if isinstance(parent, (QComboBox, QAbstractSpinBox)):
        return parent
    return widget if isinstance(widget, _RINGED) else None


def _with_parents(widget: QWidget) -> list[QWidget]:
    """A widget and everything it lies in, up to its window."""
    found = [widget]
    while not found[-1].isWindow() and (parent := found[-1].parentWidget()) is not None:
        found.append(parent)
    return found
