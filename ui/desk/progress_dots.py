"""How far the child is: a dot a question, a ring around the one in front."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desk import look

_STEP, _RADIUS, _RING = 28.5, 7.0, 10.0  # pixels
_MOST = 16  # dots; a longer list gets a bar


class ProgressDots(QWidget):
    """Painted small when there is little room, a bar when there are many questions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answered: tuple[bool, ...] = ()
        self._at = 0
        self.setFixedHeight(26)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_progress(self, answered: tuple[bool, ...], at: int) -> None:
        """Which questions have an answer, and which one is in front."""
        self._answered, self._at = answered, at
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        many = min(len(self._answered), _MOST)
        return QSize(round(max(many, 1) * _STEP), 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        many = len(self._answered)
        if many > _MOST:
            self._draw_bar(painter)
            return
        step = min(_STEP, self.width() / max(1, many))
        radius = min(_RADIUS, step / 2 - 1.5)
        left = (self.width() - step * many) / 2 + step / 2
        for place, answered in enumerate(self._answered):
            centre = QPointF(left + place * step, self.height() / 2)
            here = place == self._at
            full = answered and not here
            painter.setBrush(look.colour("accent" if full else "surface"))
            painter.setPen(
                QPen(look.colour("accent" if answered or here else "ctrl"), 4 if here else 2)
            )
            grown = min(_RING, step / 2 - 2.5) if here else radius
            painter.drawEllipse(centre, grown, grown)

    def _draw_bar(self, painter: QPainter) -> None:
        track = QRectF(0, 8, self.width(), 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("track"))
        painter.drawRoundedRect(track, 5, 5)
        track.setWidth(track.width() * (self._at + 1) / len(self._answered))
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(track, 5, 5)
