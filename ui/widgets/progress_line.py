"""How far something is: a bar, with what failed hatched and what was skipped in amber."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.i18n import _
from ui import theme


class ProgressLine(QWidget):
    """Counts of ``total``; with a total of 0 the bar is empty."""

    def __init__(
        self,
        done: int = 0,
        total: int = 0,
        *,
        name: str = "",
        thickness: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._thickness = name, thickness
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(done, total)

    def set_progress(self, done: int, total: int, *, failed: int = 0, skipped: int = 0) -> None:
        """``done`` went well; ``failed`` and ``skipped`` come on top of it."""
        self._parts, self._total = (done, failed, skipped), total
        said = _("{done} of {total}").format(done=done, total=total)
        self.setAccessibleName(f"{self._name} {said}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._thickness)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._thickness)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_progress(QPainter(self), QRectF(self.rect()), self._parts, self._total)


def paint_progress(
    painter: QPainter, area: QRectF, parts: tuple[int, int, int], total: int
) -> None:
    """Draw the bar; ``parts`` are done, failed and skipped."""
    painter.fillRect(area, theme.colour("track"))
    grounds = (
        QBrush(theme.colour("accent")),
        QBrush(theme.colour("err"), Qt.BrushStyle.BDiagPattern),
        QBrush(theme.colour("warnLine")),
    )
    left = area.left()
    for count, ground in zip(parts, grounds, strict=True):
        width = area.width() * count / total if total > 0 else 0.0
        width = min(width, area.right() - left)
        painter.fillRect(QRectF(left, area.top(), width, area.height()), ground)
        left += width
