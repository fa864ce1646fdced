"""A wide column and a side of fixed width; below each other where both do not fit."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

ROOM = 1000  # pixels for two columns; a small screen at 125 % has less
_UNBOUND = 16_777_215  # what Qt calls no maximum


class TwoColumns(QWidget):
    """A narrow page scrolls down; nothing is lost at its right."""

    def __init__(
        self,
        main: QWidget,
        side: QWidget,
        side_width: int,
        spacing: int = 16,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._main, self._side, self._side_width = main, side, side_width
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(spacing)
        self._line.addWidget(main, 1)
        self._line.addWidget(side)
        side.setFixedWidth(side_width)

    @property
    def is_stacked(self) -> bool:
        """Whether the side stands below."""
        return self._line.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """As narrow as when stacked: or the page could never become narrow enough to do so."""
        width = max(self._main.minimumSizeHint().width(), self._side.minimumSizeHint().width())
        return QSize(width, self._line.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < ROOM
        if narrow != self.is_stacked:
            way = QBoxLayout.Direction
            self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)
            self._side.setMinimumWidth(0 if narrow else self._side_width)
            self._side.setMaximumWidth(_UNBOUND if narrow else self._side_width)
