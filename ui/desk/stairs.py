"""A ladder from 0 to 10 as a flight of stairs: every step can be pressed, higher is more."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.desk import look
from ui.desk.buttons import press_or_pass_on

_LOWEST = 0.22  # the first step, of the height of the last


class Step(QAbstractButton):
    """One step of the stairs; the whole column above it can be pressed too."""

    def __init__(self, label: str, height: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height  # 0 to 1
        self.setCheckable(True)
        self._number, _comma, self._words = label.partition(", ")  # "10, very well"
        self.setText(label)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMaximumHeight(320)

    def sizeHint(self) -> QSize:
        return QSize(look.TARGET, 170)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        press_or_pass_on(event, super().keyPressEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        room = self.height() - 8.0
        block = QRectF(2, 4 + room * (1 - self._height), self.width() - 4.0, room * self._height)
        painter.setPen(QPen(look.colour("accent" if on else "ctrl"), 4 if on else 2))
        painter.setBrush(look.colour("accent" if on else "surface"))
        painter.drawRoundedRect(block, 6, 6)
        painter.setPen(look.colour("onAccent" if on else "ink"))
        painter.setFont(look.font(22))
        label = QRectF(block.left(), block.top() + 6, block.width(), 30)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), self._number)
        self._draw_words(painter, block, on)

    def _draw_words(self, painter: QPainter, block: QRectF, on: bool) -> None:
        """Above a low step, on a high one."""
        is_high = self._height > 1 / 2
        area = QRectF(2, block.top() - 66, self.width() - 4.0, 60)
        end = Qt.AlignmentFlag.AlignBottom
        if is_high:
            area, end = (
                QRectF(4, block.top() + 38, self.width() - 8.0, 80),
                Qt.AlignmentFlag.AlignTop,
            )
        painter.setPen(look.colour("onAccent" if on and is_high else "ink"))
        painter.setFont(look.font(15, 500))
        flags = end | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(flags), self._words)


class Stairs(QWidget):
    """The steps beside each other, the lowest first."""

    chosen = Signal(int)  # the step

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        last = max(1, len(labels) - 1)
        for place, label in enumerate(labels):
            step = Step(label, _LOWEST + (1 - _LOWEST) * place / last)
            self.group.addButton(step, place)
            line.addWidget(step)
        self.group.idClicked.connect(self.chosen)

    def show_step(self, chosen: int | None) -> None:
        """The step that is chosen, or none: of a group, Qt lets no step go by itself."""
        self.group.setExclusive(False)
        for place, step in enumerate(self.group.buttons()):
            step.setChecked(place == chosen)
        self.group.setExclusive(True)
