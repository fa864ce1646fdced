"""A mark from 0 to 10 as our own stairs: a step can be pressed, or its number typed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from npo_desktop.content.entry_keys import ladder_words
from ui import theme

HEIGHT, _LOWEST, _HIGHEST = 124, 28, 22  # pixels: all of it, the first step, above the last
_NUMBER = 22
_WORDS = 4  # steps at either end that the words may cover


class StairStep(QAbstractButton):
    """One step; the column above it can be pressed too."""

    def __init__(self, number: str, rise: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rise = rise  # 0 to 1
        self.setCheckable(True)
        self.setText(number)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they work
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def top(self) -> float:
        """Where the step begins, in pixels from above."""
        return self.height() - _LOWEST - self._rise * (self.height() - _LOWEST - _HIGHEST)

    def sizeHint(self) -> QSize:
        return QSize(36, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(28, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        block = QRectF(1.5, self.top + 0.5, self.width() - 3, self.height() - self.top - 1)
        hover = self.underMouse() and self.isEnabled()
        fill = "accent" if on else "selected" if self.isDown() else "bg" if hover else "surface"
        painter.setPen(QPen(theme.colour("accent" if on else "ctrl"), 1))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(block, 4, 4)
        painter.setPen(theme.colour("onAccent" if on else "ink"))
        painter.setFont(theme.font("primary" if on else "control"))
        label = QRectF(block.left(), block.bottom() - _NUMBER - 2, block.width(), _NUMBER)
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), self.text())


class StairsRow(QWidget):
    """``press`` takes digits: 7 is seven at once; after a 1, Enter means one and 0 means ten."""

    chosen = Signal(object)  # the step

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: list[StairStep] = []
        self._typed = ""
        self._ends = ("", "")
        self._group = QButtonGroup(self)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._announce)

    def set_words(self, labels: Sequence[str]) -> None:
        """The label of each step, the lowest first; what the ends mean is drawn beside them."""
        if len(labels) != len(self.steps):
            self._make_steps(len(labels))
        for step, label in zip(self.steps, labels, strict=True):
            step.setAccessibleName(label)
            step.setToolTip(label)
        self._ends = (ladder_words(labels[0]), ladder_words(labels[-1]))
        self._typed = ""
        self.update()

    def show_answer(self, value: int | None) -> None:
        """The step that was chosen, if any."""
        self._typed = ""
        self._group.setExclusive(False)  # or the one that is on cannot be let go
        for place, step in enumerate(self.steps):
            step.setChecked(place == value)
        self._group.setExclusive(True)

    def press(self, event: QKeyEvent) -> bool:
        """What a key means here; ``False`` when it means nothing."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.isAutoRepeat():
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._typed:
            self._give(self._typed)
            return True
        if not Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            return False
        typed = self._typed + str(key - Qt.Key.Key_0)
        begun = [step.text() for step in self.steps if step.text().startswith(typed)]
        if not begun:  # a step is never made of what was typed for two
            typed = str(key - Qt.Key.Key_0)
            begun = [step.text() for step in self.steps if step.text().startswith(typed)]
        if begun == [typed]:
            self._give(typed)
        elif begun:
            self.show_answer(int(typed))
            self._typed = typed
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """What the lowest and the highest step mean, in the air above the stairs."""
        if not self.steps:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("help"))
        painter.setPen(theme.colour("ink2"))
        wide = self.steps[0].width() * _WORDS
        foot = self.steps[_WORDS - 1].top - 4
        left = QRectF(2, foot - 20, wide, 18)
        painter.drawText(left, int(Qt.AlignmentFlag.AlignLeft), self._ends[0])
        right = QRectF(self.width() - 2 * wide - 2, 0, 2 * wide, 18)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight), self._ends[1])

    def _announce(self, place: int) -> None:
        self.chosen.emit(place)

    def _give(self, typed: str) -> None:
        self._typed = ""
        self.chosen.emit(int(typed))

    def _make_steps(self, count: int) -> None:
        for step in self.steps:
            self._group.removeButton(step)
            self._line.removeWidget(step)
            step.deleteLater()
        self.steps = [StairStep(str(n), n / max(1, count - 1)) for n in range(count)]
        for place, step in enumerate(self.steps):
            self._group.addButton(step, place)
            self._line.addWidget(step, 1)
