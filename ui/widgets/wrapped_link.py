"""A link that takes as many lines as its words need."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LARGE = 10_000  # pixels


class WrappedLink(QAbstractButton):
    """Clicked, or pressed with space, it does what it says."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._bounds(width).height() + 2

    def sizeHint(self) -> QSize:
        return self._bounds(_LARGE).size() + QSize(2, 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, QFontMetrics(_font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(_font())
        painter.setPen(theme.colour("accentPress" if self.underMouse() else "accent"))
        painter.drawText(self.rect(), _WRAP, self.text())

    def _bounds(self, width: int) -> QRect:
        return QFontMetrics(_font()).boundingRect(QRect(0, 0, width, _LARGE), _WRAP, self.text())


def _font() -> QFont:
    font = theme.font("control")
    font.setUnderline(True)
    return font
