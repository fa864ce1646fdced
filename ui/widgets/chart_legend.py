"""What the marks of the profile mean, in one line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.i18n import _
from ui import theme
from ui.widgets.chart_marks import draw_arrow, draw_dot, draw_expected

_MARK, _GAP = 16, 12  # pixels


class ChartLegend(QWidget):
    """Now, before, measurement error, certain change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_moments(self, now: str, before: str, *, has_expected: bool = False) -> None:
        """The months of both rounds; without one before there is no hollow mark."""
        self._words = [("now", now)] if now else []
        if before:
            self._words.append(("before", before))
        self._words.append(("error", _("measurement error")))
        if before:
            self._words.append(("arrow", _("certain change")))
        if has_expected:
            self._words.append(("expected", _("expected")))
        self.setToolTip(_("Expected: where the score would be without any help.") if has_expected
                        else "")  # fmt: skip
        self.setAccessibleName(", ".join(words for _kind, words in self._words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("help"))
        width = sum(metrics.horizontalAdvance(words) + 4 for _kind, words in self._words)
        return QSize(width + (_MARK + 4 + _GAP) * len(self._words), 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("help"))
        left, middle = 0.0, self.height() / 2
        for kind, words in self._words:
            _draw(painter, kind, QPointF(left + _MARK / 2, middle))
            painter.setPen(theme.colour("ink2"))
            width = painter.fontMetrics().horizontalAdvance(words) + 4
            area = QRectF(left + _MARK + 4, 0, width, self.height())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words)
            left += _MARK + 4 + width + _GAP


def _draw(painter: QPainter, kind: str, centre: QPointF) -> None:
    if kind == "now":
        draw_dot(painter, centre, theme.colour("ink"))
    elif kind == "before":
        draw_dot(painter, centre, theme.colour("ink2"), hollow=True)
    elif kind == "expected":
        draw_expected(painter, centre)
    elif kind == "arrow":
        draw_arrow(painter, centre, up=True)
    else:
        bar = QRectF(centre.x() - _MARK / 2, centre.y() - 2.5, _MARK, 5)
        painter.fillRect(bar, theme.colour("ctrl").lighter(140))
