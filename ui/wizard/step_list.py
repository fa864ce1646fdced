"""The dark list at the left of the wizard: what is done, where one is, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui import icons, theme
from ui.widgets.text import text

WIDTH = 232  # pixels
_ROW, _CIRCLE, _LEFT, _WORDS = 52, 24, 24, 60


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as the list shows it; the detail says what it brought."""

    name: str
    detail: str = ""


class StepList(QFrame):
    """Only looked at: one goes on with the buttons below the step."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self._title = text("", "dialogTitle", "onSide")
        self._foot = text("", "help", "sideMuted", wrap=True)
        self._rows = _Rows()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(0)
        for widget, space in ((self._title, 20), (self._rows, 0)):
            widget.setContentsMargins(_LEFT if widget is self._title else 0, 0, 0, 0)
            column.addWidget(widget)
            column.addSpacing(space)
        column.addStretch()
        self._foot.setContentsMargins(_LEFT, 0, 16, 0)
        column.addWidget(self._foot)

    def show_steps(self, steps: Sequence[StepLine], current: int, *, kept: bool) -> None:
        """``kept``: from here on everything is saved at once."""
        self._title.setText(_("First-time setup"))
        self._foot.setText(
            _("You can stop at any moment. What you filled in is kept.")
            if kept
            else _("Nothing is written before you have chosen a passphrase.")
        )
        self._rows.show_steps(steps, current)


class _Rows(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[StepLine] = ()
        self._current = 0

    def show_steps(self, steps: Sequence[StepLine], current: int) -> None:
        self._steps, self._current = steps, current
        name = steps[current].name if steps else ""
        self.setAccessibleName(
            _("Step {n} of {total}: {name}").format(n=current + 1, total=len(steps), name=name)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, _ROW * len(self._steps))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = _LEFT + _CIRCLE / 2
        for place, step in enumerate(self._steps):
            top = place * _ROW
            if place + 1 < len(self._steps):
                painter.setPen(QPen(theme.colour("sideSel"), 2))
                painter.drawLine(QPointF(middle, top + _CIRCLE), QPointF(middle, top + _ROW))
            self._paint_mark(painter, QRectF(_LEFT, top, _CIRCLE, _CIRCLE), place)
            self._paint_words(painter, top, place, step)

    def _paint_mark(self, painter: QPainter, circle: QRectF, place: int) -> None:
        done, here = place < self._current, place == self._current
        painter.setPen(Qt.PenStyle.NoPen if done or here else QPen(theme.colour("sideMuted"), 1))
        painter.setBrush(theme.colour("onSide" if here else "sideSel" if done else "side"))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        if done:
            icons.paint(painter, circle.adjusted(5, 5, -5, -5), "check", "onSide")
            return
        painter.setPen(theme.colour("side" if here else "sideText"))
        painter.setFont(theme.font("head"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))

    def _paint_words(self, painter: QPainter, top: int, place: int, step: StepLine) -> None:
        room = self.width() - _WORDS - 12
        lines = [(step.name, "primary" if place == self._current else "control", "sideText")]
        if place == self._current:
            lines = [(step.name, "primary", "onSide")]
        if step.detail:
            lines.append((step.detail, "help", "sideMuted"))
        for number, (words, role, tone) in enumerate(lines):
            area = QRectF(_WORDS, top + 3 + number * 17, room, 18)
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(tone))
            shown = QFontMetrics(painter.font()).elidedText(
                words, Qt.TextElideMode.ElideRight, room
            )
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
