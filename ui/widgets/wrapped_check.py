"""A check box that takes as many lines as its words need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui import theme
from ui.widgets.label import breakable

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_BOX, _INDENT, _LINE, _EDGE = 16, 24, 24, 4  # pixels; a line as high as that of other check boxes
_USUAL, _NARROWEST, _LARGE = 480, 120, 10_000


class WrappedCheck(QCheckBox):
    """Ticked by a click anywhere on it, or with space."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = breakable(words)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(_LINE, self._bounds(width - _INDENT).height() + 2 * _EDGE)

    def sizeHint(self) -> QSize:
        width = min(_INDENT + self._bounds(_LARGE).width() + 2, _USUAL)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, _LINE)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.rect = QRect(0, (_LINE - _BOX) // 2, _BOX, _BOX)
        painter = QPainter(self)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self
        )
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink" if self.isEnabled() else "disabled"))
        painter.drawText(self.rect().adjusted(_INDENT, _EDGE, 0, 0), _WRAP, self._words)

    def _bounds(self, width: int) -> QRect:
        metrics = QFontMetrics(theme.font("body"))
        return metrics.boundingRect(QRect(0, 0, max(width, 1), _LARGE), _WRAP, self._words)
